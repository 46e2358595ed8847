package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Acos;
import org.apache.spark.sql.catalyst.expressions.Acosh;
import org.apache.spark.sql.catalyst.expressions.Asin;
import org.apache.spark.sql.catalyst.expressions.Asinh;
import org.apache.spark.sql.catalyst.expressions.Atan;
import org.apache.spark.sql.catalyst.expressions.Atan2;
import org.apache.spark.sql.catalyst.expressions.Atanh;
import org.apache.spark.sql.catalyst.expressions.Cbrt;
import org.apache.spark.sql.catalyst.expressions.Cos;
import org.apache.spark.sql.catalyst.expressions.Cosh;
import org.apache.spark.sql.catalyst.expressions.Cot;
import org.apache.spark.sql.catalyst.expressions.Csc;
import org.apache.spark.sql.catalyst.expressions.EulerNumber;
import org.apache.spark.sql.catalyst.expressions.Exp;
import org.apache.spark.sql.catalyst.expressions.Expm1;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Hypot;
import org.apache.spark.sql.catalyst.expressions.Log;
import org.apache.spark.sql.catalyst.expressions.Log10;
import org.apache.spark.sql.catalyst.expressions.Log1p;
import org.apache.spark.sql.catalyst.expressions.Log2;
import org.apache.spark.sql.catalyst.expressions.Logarithm;
import org.apache.spark.sql.catalyst.expressions.NaNvl;
import org.apache.spark.sql.catalyst.expressions.Pi;
import org.apache.spark.sql.catalyst.expressions.Pow;
import org.apache.spark.sql.catalyst.expressions.Rint;
import org.apache.spark.sql.catalyst.expressions.Sec;
import org.apache.spark.sql.catalyst.expressions.Signum;
import org.apache.spark.sql.catalyst.expressions.Sin;
import org.apache.spark.sql.catalyst.expressions.Sinh;
import org.apache.spark.sql.catalyst.expressions.Sqrt;
import org.apache.spark.sql.catalyst.expressions.Tan;
import org.apache.spark.sql.catalyst.expressions.Tanh;
import org.apache.spark.sql.catalyst.expressions.ToDegrees;
import org.apache.spark.sql.catalyst.expressions.ToRadians;
import org.apache.spark.sql.types.NumericType;

/** Functions of DOUBLE. Their last digits may differ from Spark's. */
final class RealFunctions {
  private RealFunctions() {}

  static List<Entry<?>> all() {
    return Stream.of(powers(), logarithms(), angles(), others())
        .<Entry<?>>flatMap(List::stream)
        .toList();
  }

  static List<String> macros() {
    return List.of(
        // Java's pow differs from C's where C says 1.
        "CREATE MACRO perigon_pow(x, y) AS CASE WHEN isnan(y) OR (abs(x) = 1 AND isinf(y))"
            + " THEN CAST('nan' AS DOUBLE) ELSE pow(x, y) END",
        "CREATE MACRO perigon_asinh(x) AS CASE WHEN x = CAST('-inf' AS DOUBLE) THEN x"
            + " ELSE ln(x + sqrt(x * x + 1)) END",
        "CREATE MACRO perigon_signum(x) AS CASE WHEN isnan(x) OR x = 0 THEN x"
            + " ELSE CAST(sign(x) AS DOUBLE) END");
  }

  private static List<Entry<?>> powers() {
    return List.of(
        of(Sqrt.class, "sqrt(%s)", "sqrt"),
        of(Cbrt.class, "cbrt(%s)", "cbrt"),
        of(Exp.class, "exp(%s)", "exp"),
        of(Expm1.class, "perigon_expm1(%s)", "expm1"),
        of(Pow.class, "perigon_pow(%s, %s)", "pow", "power"),
        of(Hypot.class, "perigon_hypot(%s, %s)", "hypot"));
  }

  /** NULL where there is no logarithm. */
  private static List<Entry<?>> logarithms() {
    return List.of(
        of(Log.class, "CASE WHEN NOT %1$s <= 0 THEN ln(%1$s) END", "ln"),
        of(Log2.class, "CASE WHEN NOT %1$s <= 0 THEN ln(%1$s) / ln(2) END", "log2"),
        of(Log10.class, "CASE WHEN NOT %1$s <= 0 THEN log10(%1$s) END", "log10"),
        of(Log1p.class, "perigon_log1p(%s)", "log1p"),
        of(
            Logarithm.class,
            "CASE WHEN NOT %1$s <= 0 AND NOT %2$s <= 0 THEN ln(%2$s) / ln(%1$s) END",
            "log"));
  }

  private static List<Entry<?>> angles() {
    return List.of(
        of(Sin.class, "sin(%s)", "sin"),
        of(Cos.class, "cos(%s)", "cos"),
        of(Tan.class, "tan(%s)", "tan"),
        of(Cot.class, "1 / tan(%s)", "cot"),
        of(Sec.class, "1 / cos(%s)", "sec"),
        of(Csc.class, "1 / sin(%s)", "csc"),
        of(Asin.class, "asin(%s)", "asin"),
        of(Acos.class, "acos(%s)", "acos"),
        of(Atan.class, "atan(%s)", "atan"),
        of(Atan2.class, "atan2(%s + CAST(0 AS DOUBLE), %s + CAST(0 AS DOUBLE))", "atan2"),
        of(Sinh.class, "sinh(%s)", "sinh"),
        of(Cosh.class, "cosh(%s)", "cosh"),
        of(Tanh.class, "tanh(%s)", "tanh"),
        of(Asinh.class, "perigon_asinh(%s)", "asinh"),
        of(Acosh.class, "ln(%1$s + sqrt(%1$s * %1$s - 1))", "acosh"),
        of(Atanh.class, "atanh(%s)", "atanh"),
        of(ToDegrees.class, "degrees(%s)", "degrees"),
        of(ToRadians.class, "radians(%s)", "radians"),
        of(Pi.class, "pi()", "pi"),
        of(EulerNumber.class, "CAST('2.718281828459045' AS DOUBLE)", "e"));
  }

  private static List<Entry<?>> others() {
    return List.of(
        Entry.of(Signum.class, RealFunctions::signum, "sign", "signum"),
        of(Rint.class, "round_even(%s, 0)", "rint"),
        of(NaNvl.class, "CASE WHEN isnan(%1$s) THEN %2$s ELSE %1$s END", "nanvl"));
  }

  private static String signum(Signum signum, ExpressionWriter writer) {
    if (!(signum.child().dataType() instanceof NumericType)) {
      return SparkCall.render(signum, "sign", writer);
    }
    return "perigon_signum(%s)".formatted(writer.write(signum.child()));
  }

  private static <E extends Expression> Entry<E> of(
      Class<E> type, String template, String... functions) {
    return Entry.of(
        type,
        (e, writer) ->
            template.formatted(Scala.list(e.children()).stream().map(writer::write).toArray()),
        functions);
  }
}
