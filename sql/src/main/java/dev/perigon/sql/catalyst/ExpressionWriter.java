package dev.perigon.sql.catalyst;

import java.time.ZoneId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.types.DataType;

/** What a renderer needs to say an expression's parts. */
interface ExpressionWriter {
  /** The text of a child, safe to put anywhere an operand may stand (in parentheses if need be). */
  String write(Expression expression);

  /** DuckDB's name of a type. */
  String type(DataType type);

  /** A constant, given as Spark's internal value ({@code UTF8String}, days, microseconds, …). */
  String literal(Object value, DataType type);

  /** The session's time zone. */
  ZoneId timeZone();

  /** Gives up: names the function or operator, its place, and why; throw what it returns. */
  RuntimeException unsupported(Expression expression, String why);
}
