package dev.perigon.engine.spark;

import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.IsValidUTF8;
import org.apache.spark.sql.catalyst.expressions.MakeValidUTF8;
import org.apache.spark.sql.catalyst.expressions.TryValidateUTF8;
import org.apache.spark.sql.catalyst.expressions.ValidateUTF8;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.TreeNodeTag;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.StringType;
import scala.runtime.AbstractPartialFunction;

/**
 * Keeps strings valid UTF-8. Spark leaves the bytes as they are in a cast from BINARY to STRING,
 * and would write Parquet that other readers refuse: here such a cast is what {@code
 * make_valid_utf8} makes of it, as on the embedded engine, unless a function asks whether it is
 * valid.
 */
final class ValidText {
  private static final TreeNodeTag<Boolean> SEEN = new TreeNodeTag<>("perigon.valid-text");

  private ValidText() {}

  static LogicalPlan in(LogicalPlan analyzed) {
    return analyzed.transformAllExpressionsWithSubqueries(
        new AbstractPartialFunction<>() {
          @Override
          public boolean isDefinedAt(Expression expression) {
            return asksForValidity(expression) || isUnseenCast(expression);
          }

          @Override
          public Expression apply(Expression expression) {
            if (asksForValidity(expression)) {
              expression.children().head().setTagValue(SEEN, true);
              return expression;
            }
            expression.setTagValue(SEEN, true);
            return new MakeValidUTF8(expression);
          }
        });
  }

  private static boolean asksForValidity(Expression expression) {
    return expression instanceof IsValidUTF8
        || expression instanceof MakeValidUTF8
        || expression instanceof ValidateUTF8
        || expression instanceof TryValidateUTF8;
  }

  private static boolean isUnseenCast(Expression expression) {
    return expression instanceof Cast cast
        && cast.child().dataType() instanceof BinaryType
        && cast.dataType() instanceof StringType
        && cast.getTagValue(SEEN).isEmpty();
  }
}
