package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.package$;
import org.apache.spark.sql.catalyst.optimizer.ComputeCurrentTime;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions;
import org.apache.spark.sql.catalyst.optimizer.RewriteWithExpression;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;

/** What Catalyst's own evaluation gives for an expression, row by row, without a Spark session. */
final class ExpressionOracle {
  private final FrontEnd spark = new FrontEnd(TestTable.SETTINGS);
  private final LocalRelation table;

  ExpressionOracle(TestTable table) {
    this.table = table.rows();
  }

  /** One value, or the error, for each row of the table; empty when a session is needed. */
  Optional<List<Object>> evaluate(String expression, Column column) {
    SqlText text = SqlText.of("oracle", "select " + expression + " from t");
    ParsedQuery query = ParsedQuery.of(spark, text, 0);
    LogicalPlan bound =
        spark.configured(
            () ->
                new RelationBinder(
                        spark, TestTable.SETTINGS, query, (Relation r, LogicalPlan p) -> table)
                    .bind());
    LogicalPlan analyzed = spark.analyze(text, bound);
    LogicalPlan plan =
        spark.configured(
            () ->
                ComputeCurrentTime.apply(
                    RewriteWithExpression.apply(ReplaceExpressions.apply(analyzed))));
    if (!(plan instanceof Project project) || project.child() != table) {
      return Optional.empty();
    }
    Expression resolved = (Expression) project.projectList().head();
    return Optional.of(
        Scala.list(table.data()).stream().map(row -> value(resolved, row, column)).toList());
  }

  private Object value(Expression expression, InternalRow row, Column column) {
    try {
      return spark.configured(
          () ->
              Values.ofSpark(
                  BindReferences.bindReference(
                          expression, package$.MODULE$.AttributeSeq(table.output()), false)
                      .eval(row),
                  column.type()));
    } catch (Exception e) {
      return new Answer.Failure(e);
    }
  }
}
