package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.catalyst.expressions.Ascii;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.InitCap;
import org.apache.spark.sql.catalyst.expressions.Levenshtein;
import org.apache.spark.sql.catalyst.expressions.Lower;
import org.apache.spark.sql.catalyst.expressions.Reverse;
import org.apache.spark.sql.catalyst.expressions.SoundEx;
import org.apache.spark.sql.catalyst.expressions.Upper;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Functions that know letters. DuckDB says them for texts in ASCII; it maps cases by other tables
 * than Spark, reverses by grapheme and compares by byte.
 */
final class StringCases {
  private StringCases() {}

  static List<JavaEntry> entries() {
    return List.of(
        JavaEntry.of(
            Upper.class,
            (e, w) -> ascii("upper", "perigon_upper", e.child(), w),
            text("perigon_upper", Upper::new),
            "upper",
            "ucase"),
        JavaEntry.of(
            Lower.class,
            (e, w) -> ascii("lower", "perigon_lower", e.child(), w),
            text("perigon_lower", Lower::new),
            "lower",
            "lcase"),
        JavaEntry.of(
            Reverse.class, StringCases::reverse, text("perigon_reverse", Reverse::new), "reverse"),
        unary(InitCap.class, "perigon_initcap", InitCap::new, "initcap"),
        unary(SoundEx.class, "perigon_soundex", SoundEx::new, "soundex"),
        JavaEntry.of(
            Ascii.class,
            "perigon_ascii",
            JavaEntry.strings(1),
            Scalar.INTEGER,
            a -> new Ascii(a.get(0)),
            "ascii"),
        JavaEntry.of(
            Levenshtein.class,
            StringCases::levenshtein,
            SparkFunction.of(
                "perigon_levenshtein",
                List.of(Scalar.STRING, Scalar.STRING, Scalar.INTEGER),
                Scalar.INTEGER,
                a -> new Levenshtein(a.get(0), a.get(1), a.get(2))),
            "levenshtein"));
  }

  private static <E extends Expression> JavaEntry unary(
      Class<E> type, String name, UnaryOperator<Expression> body, String function) {
    return JavaEntry.of(
        type, name, JavaEntry.strings(1), Scalar.STRING, a -> body.apply(a.get(0)), function);
  }

  private static JavaFunction text(String name, UnaryOperator<Expression> body) {
    return SparkFunction.of(name, JavaEntry.strings(1), Scalar.STRING, a -> body.apply(a.get(0)));
  }

  private static String ascii(
      String function, String java, Expression child, ExpressionWriter writer) {
    return "CASE WHEN %2$s THEN %3$s(%1$s) ELSE %4$s(%1$s) END"
        .formatted(writer.write(child), isAscii(writer.write(child)), function, java);
  }

  private static String isAscii(String text) {
    return "strlen(%1$s) = length(%1$s)".formatted(text);
  }

  private static String reverse(Reverse e, ExpressionWriter writer) {
    String child = writer.write(e.child());
    if (e.dataType() instanceof ArrayType) {
      return "list_reverse(%s)".formatted(child);
    }
    if (!e.dataType().equals(DataTypes.StringType)) {
      return SparkCall.render(e, "reverse", writer);
    }
    return "CASE WHEN %2$s AND NOT contains(%1$s, chr(13)) THEN reverse(%1$s) ELSE perigon_reverse(%1$s) END"
        .formatted(child, isAscii(child));
  }

  private static String levenshtein(Levenshtein e, ExpressionWriter writer) {
    String left = writer.write(e.left());
    String right = writer.write(e.right());
    if (e.threshold().isDefined()) {
      String threshold = writer.write(e.threshold().get());
      return "perigon_levenshtein(%s, %s, %s)".formatted(left, right, threshold);
    }
    return "CASE WHEN %s AND %s THEN CAST(levenshtein(%s, %s) AS INTEGER) ELSE perigon_levenshtein(%s, %s, 2147483647) END"
        .formatted(isAscii(left), isAscii(right), left, right, left, right);
  }
}
