package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.FileMetadata;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.analysis.MultiInstanceRelation;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.MetadataAttribute$;
import org.apache.spark.sql.catalyst.plans.logical.ExposesMetadataColumns;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.types.DataTypeUtils;
import scala.Function1;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;

/** The plan's leaf for one input. */
final class InputLeaf extends LogicalPlan
    implements LeafNode, MultiInstanceRelation, ExposesMetadataColumns {
  private static final long serialVersionUID = 1;

  private final int input;
  private final Seq<Attribute> output;
  private final Seq<Attribute> hidden;

  private InputLeaf(int input, Seq<Attribute> output, Seq<Attribute> hidden) {
    this.input = input;
    this.output = output;
    this.hidden = hidden;
  }

  static InputLeaf of(int input, Schema schema) {
    return new InputLeaf(input, attributes(schema), Scala.seq(List.of()));
  }

  /** With the column {@code _metadata}, which only those see who name it. */
  static InputLeaf ofFiles(int input, Schema schema) {
    Column column = FileMetadata.COLUMN;
    Attribute hidden =
        MetadataAttribute$.MODULE$.apply(
            column.name(), CatalystTypes.toSpark(column.type()), column.nullable());
    return new InputLeaf(input, attributes(schema), Scala.seq(List.of(hidden)));
  }

  private static Seq<Attribute> attributes(Schema schema) {
    return Scala.seq(Scala.list(DataTypeUtils.toAttributes(CatalystTypes.toSpark(schema))));
  }

  /** Whether the query names {@code _metadata}. */
  boolean tellsFiles() {
    return Scala.list(output).stream()
        .anyMatch(column -> MetadataAttribute$.MODULE$.isValid(column.metadata()));
  }

  @Override
  public Seq<Attribute> metadataOutput() {
    return hidden;
  }

  @Override
  public LogicalPlan withMetadataColumns() {
    List<Attribute> all = new ArrayList<>(Scala.list(output));
    all.addAll(Scala.list(hidden));
    return new InputLeaf(input, Scala.seq(all), Scala.seq(List.of()));
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
    return new InputLeaf(input, fresh(output), fresh(hidden));
  }

  private static Seq<Attribute> fresh(Seq<Attribute> columns) {
    return Scala.seq(Scala.list(columns).stream().map(Attribute::newInstance).toList());
  }

  @Override
  public Seq<LogicalPlan> children() {
    return Scala.seq(List.of());
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
    @SuppressWarnings("unchecked")
    Seq<Attribute> rest = (Seq<Attribute>) arguments[2];
    return new InputLeaf((Integer) arguments[0], columns, rest);
  }

  @Override
  public int productArity() {
    return 3;
  }

  @Override
  public Object productElement(int index) {
    return index == 0 ? (Object) input : index == 1 ? output : hidden;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof InputLeaf;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof InputLeaf that
        && input == that.input
        && output.equals(that.output)
        && hidden.equals(that.hidden);
  }

  @Override
  public int hashCode() {
    return 31 * input + output.hashCode();
  }
}
