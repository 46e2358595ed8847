package dev.perigon.engine.spark;

import dev.perigon.sql.query.FileMetadata;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.MetadataAttribute$;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.ExposesMetadataColumns;
import org.apache.spark.sql.catalyst.plans.logical.LeafNode;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import scala.Function1;
import scala.Option;
import scala.collection.immutable.IndexedSeq;
import scala.collection.immutable.Seq;
import scala.runtime.AbstractPartialFunction;

/**
 * Rows whose last column, {@code _metadata}, only those see who name it: a leaf for the analyzer,
 * which puts the rows themselves in its place where the column is named.
 */
final class HiddenColumn extends LogicalPlan implements LeafNode, ExposesMetadataColumns {
  private static final long serialVersionUID = 1;

  private final LogicalPlan rows;
  private final Alias hidden;

  private HiddenColumn(LogicalPlan rows, Alias hidden) {
    this.rows = rows;
    this.hidden = hidden;
  }

  static HiddenColumn lastOf(LogicalPlan rows) {
    String name = FileMetadata.COLUMN.name();
    var hidden =
        new Alias(
            rows.output().last(),
            name,
            NamedExpression.newExprId(),
            Scala.seq(List.of()),
            Option.apply(MetadataAttribute$.MODULE$.metadata(name)),
            Scala.seq(List.of()));
    return new HiddenColumn(rows, hidden);
  }

  /** An analysed plan in which rows stand in the place of those whose column nobody names. */
  static LogicalPlan removed(LogicalPlan plan) {
    return plan.transformUpWithSubqueries(
        new AbstractPartialFunction<>() {
          @Override
          public boolean isDefinedAt(LogicalPlan node) {
            return node instanceof HiddenColumn;
          }

          @Override
          public LogicalPlan apply(LogicalPlan node) {
            HiddenColumn leaf = (HiddenColumn) node;
            return new Project(Scala.seq(List.<NamedExpression>copyOf(leaf.shown())), leaf.rows);
          }
        });
  }

  private List<Attribute> shown() {
    List<Attribute> all = Scala.list(rows.output());
    return all.subList(0, all.size() - 1);
  }

  @Override
  public Seq<Attribute> output() {
    return Scala.seq(shown());
  }

  @Override
  public Seq<Attribute> metadataOutput() {
    return Scala.seq(List.of(hidden.toAttribute()));
  }

  @Override
  public LogicalPlan withMetadataColumns() {
    List<NamedExpression> all = new ArrayList<>(shown());
    all.add(hidden);
    return new Project(Scala.seq(all), rows);
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
    return this;
  }

  @Override
  public int productArity() {
    return 0;
  }

  @Override
  public Object productElement(int index) {
    throw new IndexOutOfBoundsException(index);
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof HiddenColumn;
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
