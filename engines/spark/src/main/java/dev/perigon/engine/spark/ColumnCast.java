package dev.perigon.engine.spark;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.CheckOverflowInTableInsert;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.classic.ExpressionUtils;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.types.StructField;
import scala.Option;

/**
 * Casts a query's column to a table's, as Spark's own INSERT does: an overflow names the column.
 */
final class ColumnCast {
  private ColumnCast() {}

  static Column of(Column value, StructField to, SparkSession session) {
    Cast cast =
        new Cast(
            ExpressionUtils.expression(value),
            to.dataType(),
            Option.apply(session.sessionState().conf().sessionLocalTimeZone()),
            EvalMode.ANSI());
    return ExpressionUtils.column(new CheckOverflowInTableInsert(cast, to.name()));
  }
}
