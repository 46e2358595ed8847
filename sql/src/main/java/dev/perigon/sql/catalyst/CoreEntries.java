package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.BinaryExpression;
import org.apache.spark.sql.catalyst.expressions.EqualNullSafe;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;

/** Operators and literals. */
final class CoreEntries implements EntryGroup {
  @Override
  public String title() {
    return "Operators and literals";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of(
        Entry.of(Literal.class, (e, w) -> w.literal(e.value(), e.dataType())),
        Entry.of(EqualTo.class, infix("="), "=", "=="),
        Entry.of(EqualNullSafe.class, infix("IS NOT DISTINCT FROM"), "<=>"),
        Entry.of(LessThan.class, infix("<"), "<"),
        Entry.of(LessThanOrEqual.class, infix("<="), "<="),
        Entry.of(GreaterThan.class, infix(">"), ">"),
        Entry.of(GreaterThanOrEqual.class, infix(">="), ">="),
        Entry.of(And.class, infix("AND"), "and"),
        Entry.of(Or.class, infix("OR"), "or"),
        Entry.of(Not.class, (e, w) -> "NOT " + w.write(e.child()), "not", "!"),
        Entry.of(IsNull.class, (e, w) -> w.write(e.child()) + " IS NULL", "isnull"),
        Entry.of(IsNotNull.class, (e, w) -> w.write(e.child()) + " IS NOT NULL", "isnotnull"));
  }

  private static <E extends BinaryExpression> Entry.Renderer<E> infix(String operator) {
    return (e, w) -> w.write(e.left()) + " " + operator + " " + w.write(e.right());
  }
}
