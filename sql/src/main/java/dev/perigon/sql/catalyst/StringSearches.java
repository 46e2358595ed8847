package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.SqlType.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.FindInSet;
import org.apache.spark.sql.catalyst.expressions.Luhncheck;
import org.apache.spark.sql.catalyst.expressions.Mask;
import org.apache.spark.sql.catalyst.expressions.Overlay;
import org.apache.spark.sql.catalyst.expressions.SplitPart;
import org.apache.spark.sql.catalyst.expressions.StringLPad;
import org.apache.spark.sql.catalyst.expressions.StringLocate;
import org.apache.spark.sql.catalyst.expressions.StringRPad;
import org.apache.spark.sql.catalyst.expressions.SubstringIndex;
import org.apache.spark.sql.types.DataTypes;

/** Functions that Java works out for all but the common arguments. */
final class StringSearches {
  private StringSearches() {}

  static List<JavaEntry> entries() {
    return Stream.concat(placed().stream(), others().stream()).toList();
  }

  private static List<JavaEntry> placed() {
    return List.of(
        JavaEntry.of(
            StringLocate.class,
            StringSearches::locate,
            SparkFunction.of(
                "perigon_locate",
                List.of(Scalar.STRING, Scalar.STRING, Scalar.INTEGER),
                Scalar.INTEGER,
                a -> new StringLocate(a.get(0), a.get(1), a.get(2))),
            "locate",
            "position",
            "charindex"),
        JavaEntry.of(
            StringLPad.class,
            (e, w) -> pad("lpad", e.str(), e.len(), e.pad(), w),
            SparkFunction.of(
                "perigon_lpad",
                List.of(Scalar.STRING, Scalar.INTEGER, Scalar.STRING),
                Scalar.STRING,
                a -> new StringLPad(a.get(0), a.get(1), a.get(2))),
            "lpad"),
        JavaEntry.of(
            StringRPad.class,
            (e, w) -> pad("rpad", e.str(), e.len(), e.pad(), w),
            SparkFunction.of(
                "perigon_rpad",
                List.of(Scalar.STRING, Scalar.INTEGER, Scalar.STRING),
                Scalar.STRING,
                a -> new StringRPad(a.get(0), a.get(1), a.get(2))),
            "rpad"),
        JavaEntry.of(
            SubstringIndex.class,
            StringSearches::substringIndex,
            SparkFunction.of(
                "perigon_substring_index",
                List.of(Scalar.STRING, Scalar.STRING, Scalar.INTEGER),
                Scalar.STRING,
                a -> new SubstringIndex(a.get(0), a.get(1), a.get(2))),
            "substring_index"));
  }

  private static List<JavaEntry> others() {
    return List.of(
        JavaEntry.of(
            SplitPart.class,
            StringSearches::splitPart,
            SparkFunction.of(
                "perigon_split_part",
                List.of(Scalar.STRING, Scalar.STRING, Scalar.INTEGER),
                Scalar.STRING,
                a -> new SplitPart(a.get(0), a.get(1), a.get(2))),
            "split_part"),
        JavaEntry.of(
            Overlay.class,
            StringSearches::overlay,
            SparkFunction.of(
                "perigon_overlay",
                List.of(Scalar.STRING, Scalar.STRING, Scalar.INTEGER, Scalar.INTEGER),
                Scalar.STRING,
                a -> new Overlay(a.get(0), a.get(1), a.get(2), a.get(3))),
            "overlay"),
        JavaEntry.of(
            FindInSet.class,
            "perigon_find_in_set",
            JavaEntry.strings(2),
            Scalar.INTEGER,
            a -> new FindInSet(a.get(0), a.get(1)),
            "find_in_set"),
        JavaEntry.of(
            Mask.class,
            "perigon_mask",
            JavaEntry.strings(5),
            Scalar.STRING,
            a -> new Mask(a.get(0), a.get(1), a.get(2), a.get(3), a.get(4)),
            "mask"),
        JavaEntry.of(
            Luhncheck.class,
            "perigon_luhn_check",
            JavaEntry.strings(1),
            Scalar.BOOLEAN,
            a -> new Luhncheck(a.get(0)),
            "luhn_check"));
  }

  private static String locate(StringLocate e, ExpressionWriter writer) {
    return Literals.integer(e.start()).equals(Optional.of(1))
        ? "CAST(instr(%s, %s) AS INTEGER)"
            .formatted(writer.write(e.str()), writer.write(e.substr()))
        : JavaEntry.call("perigon_locate", Scala.list(e.children()), writer);
  }

  /** DuckDB cannot pad with nothing. */
  private static String pad(
      String function,
      Expression value,
      Expression length,
      Expression pad,
      ExpressionWriter writer) {
    boolean known = Literals.text(pad).filter(p -> !p.isEmpty()).isPresent();
    return JavaEntry.call(
        known ? function : "perigon_" + function, List.of(value, length, pad), writer);
  }

  private static String substringIndex(SubstringIndex e, ExpressionWriter writer) {
    Optional<String> delimiter = Literals.text(e.delimExpr()).filter(d -> d.length() == 1);
    Optional<Integer> count = Literals.integer(e.countExpr()).filter(c -> Math.abs(c) == 1);
    return delimiter.isPresent() && count.isPresent()
        ? JavaEntry.call("split_part", Scala.list(e.children()), writer)
        : JavaEntry.call("perigon_substring_index", Scala.list(e.children()), writer);
  }

  private static String splitPart(SplitPart e, ExpressionWriter writer) {
    List<Expression> parts = List.of(e.str(), e.delimiter(), e.partNum());
    boolean known =
        Literals.text(e.delimiter()).filter(d -> !d.isEmpty()).isPresent()
            && Literals.integer(e.partNum()).filter(n -> n != 0).isPresent();
    return JavaEntry.call(known ? "split_part" : "perigon_split_part", parts, writer);
  }

  private static String overlay(Overlay e, ExpressionWriter writer) {
    if (!e.dataType().equals(DataTypes.StringType)) {
      return SparkCall.render(e, "overlay", writer);
    }
    return JavaEntry.call("perigon_overlay", Scala.list(e.children()), writer);
  }
}
