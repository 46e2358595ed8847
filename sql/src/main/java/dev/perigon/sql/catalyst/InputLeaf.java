package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Schema;
import org.apache.spark.sql.catalyst.analysis.MultiInstanceRelation;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import scala.Function1;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/** The plan's leaf for one input. */
final class InputLeaf extends LogicalPlan implements LeafNode, MultiInstanceRelation {
  private static final long serialVersionUID = 1;

  private final int input;
  private final Seq<Attribute> output;

  private InputLeaf(int input, Seq<Attribute> output) {
    this.input = input;
    this.output = output;
  }

  static InputLeaf of(int input, Schema schema) {
    return new InputLeaf(input, attributes(schema));
  }

  private static Seq<Attribute> attributes(Schema schema) {
    return Scala.seq(Scala.list(DataTypeUtils.toAttributes(CatalystTypes.toSpark(schema))));
  }

  /** Its place in {@code AnalyzedQuery.inputs}. */
  int input() {
    return input;
  }

  @Override
  public Seq<Attribute> output() {
    return output;
  }

  @Override
  public LogicalPlan newInstance() {
    return new InputLeaf(
        input, Scala.seq(Scala.list(output).stream().map(Attribute::newInstance).toList()));
  }

  @Override
  public Seq<LogicalPlan> children() {
    return Scala.seq(java.util.List.of());
  }

  @Override
  public LogicalPlan mapChildren(Function1<LogicalPlan, LogicalPlan> function) {
    return this;
  }

  @Override
  public LogicalPlan withNewChildrenInternal(IndexedSeq<LogicalPlan> children) {
    return this;
  }

  @Override
  public LogicalPlan makeCopy(Object[] arguments) {
    @SuppressWarnings("unchecked")
    Seq<Attribute> columns = (Seq<Attribute>) arguments[1];
    return new InputLeaf((Integer) arguments[0], columns);
  }

  @Override
  public int productArity() {
    return 2;
  }

  @Override
  public Object productElement(int index) {
    return index == 0 ? (Object) input : output;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof InputLeaf;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InputLeaf that && input == that.input && output.equals(that.output);
  }

  @Override
  public int hashCode() {
    return 31 * input + output.hashCode();
  }
}
