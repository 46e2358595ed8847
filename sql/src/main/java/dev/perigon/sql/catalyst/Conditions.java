package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.Coalesce;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.If;
import org.apache.spark.sql.catalyst.expressions.IsNaN;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.IsNull;
import org.apache.spark.sql.catalyst.expressions.KnownNullable;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.Or;
import org.apache.spark.sql.catalyst.expressions.RaiseError;
import scala.Tuple2;

/** Three-valued logic and choices. */
final class Conditions {
  private Conditions() {}

  static List<Entry<?>> all() {
    return List.of(
        Entry.of(And.class, Conjunctions::and, "and"),
        Entry.of(Or.class, Conjunctions::or, "or"),
        Entry.of(Not.class, (e, w) -> "NOT " + w.write(e.child()), "not", "!"),
        Entry.of(IsNull.class, (e, w) -> w.write(e.child()) + " IS NULL", "isnull"),
        Entry.of(IsNotNull.class, (e, w) -> w.write(e.child()) + " IS NOT NULL", "isnotnull"),
        Entry.of(
            IsNaN.class, (e, w) -> "coalesce(isnan(" + w.write(e.child()) + "), FALSE)", "isnan"),
        Entry.of(CaseWhen.class, Conditions::caseWhen, "case", "when"),
        Entry.of(
            If.class,
            (e, w) ->
                "CASE WHEN %s THEN %s ELSE %s END"
                    .formatted(
                        w.write(e.predicate()), w.write(e.trueValue()), w.write(e.falseValue())),
            "if"),
        Entry.of(Coalesce.class, Conditions::coalesce, "coalesce"),
        Entry.of(KnownNullable.class, (e, w) -> w.write(e.child())),
        Entry.of(RaiseError.class, Conditions::raise, "raise_error"));
  }

  private static String caseWhen(CaseWhen choice, ExpressionWriter writer) {
    StringBuilder text = new StringBuilder("CASE");
    for (Tuple2<Expression, Expression> branch : Scala.list(choice.branches())) {
      text.append(" WHEN ").append(writer.write(branch._1()));
      text.append(" THEN ").append(writer.write(branch._2()));
    }
    Scala.optional(choice.elseValue())
        .ifPresent(value -> text.append(" ELSE ").append(writer.write(value)));
    return text.append(" END").toString();
  }

  private static String coalesce(Coalesce coalesce, ExpressionWriter writer) {
    return Scala.list(coalesce.children()).stream()
        .map(writer::write)
        .collect(Collectors.joining(", ", "coalesce(", ")"));
  }

  private static String raise(RaiseError error, ExpressionWriter writer) {
    // The one text that somebody wrote, or the parameters of an error class.
    return "error(coalesce(CAST(%1$s['errorMessage'] AS VARCHAR), CAST(%1$s AS VARCHAR), 'NULL'))"
        .formatted(writer.write(error.errorParms()));
  }
}
