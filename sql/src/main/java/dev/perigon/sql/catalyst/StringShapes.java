package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.BitLength;
import org.apache.spark.sql.catalyst.expressions.Chr;
import org.apache.spark.sql.catalyst.expressions.Contains;
import org.apache.spark.sql.catalyst.expressions.EndsWith;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Length;
import org.apache.spark.sql.catalyst.expressions.OctetLength;
import org.apache.spark.sql.catalyst.expressions.StartsWith;
import org.apache.spark.sql.catalyst.expressions.StringInstr;
import org.apache.spark.sql.catalyst.expressions.StringRepeat;
import org.apache.spark.sql.catalyst.expressions.StringReplace;
import org.apache.spark.sql.catalyst.expressions.StringSpace;
import org.apache.spark.sql.catalyst.expressions.StringTranslate;
import org.apache.spark.sql.types.BinaryType;

/** String functions that DuckDB has too. */
final class StringShapes {
  private StringShapes() {}

  static List<Entry<?>> entries() {
    return List.of(
        Entry.of(Length.class, (e, w) -> length(e, w), "length", "len", "char_length"),
        Entry.of(OctetLength.class, (e, w) -> integer(bytes(e.child(), w)), "octet_length"),
        Entry.of(BitLength.class, (e, w) -> integer("8 * " + bytes(e.child(), w)), "bit_length"),
        direct(Contains.class, "contains", "contains"),
        direct(StartsWith.class, "starts_with", "startswith"),
        direct(EndsWith.class, "suffix", "endswith"),
        Entry.of(
            StringInstr.class,
            (e, w) -> integer(JavaEntry.call("instr", Scala.list(e.children()), w)),
            "instr"),
        direct(StringReplace.class, "replace", "replace"),
        direct(StringTranslate.class, "translate", "translate"),
        direct(StringRepeat.class, "repeat", "repeat"),
        Entry.of(StringSpace.class, (e, w) -> "repeat(' ', " + w.write(e.child()) + ")", "space"),
        Entry.of(Chr.class, StringShapes::character, "chr", "char"));
  }

  private static <E extends Expression> Entry<E> direct(
      Class<E> type, String name, String function) {
    return Entry.of(type, (e, w) -> JavaEntry.call(name, Scala.list(e.children()), w), function);
  }

  private static String length(Length e, ExpressionWriter writer) {
    return e.child().dataType() instanceof BinaryType
        ? integer(bytes(e.child(), writer))
        : integer("length(%s)".formatted(writer.write(e.child())));
  }

  private static String bytes(Expression child, ExpressionWriter writer) {
    String function = child.dataType() instanceof BinaryType ? "octet_length" : "strlen";
    return "%s(%s)".formatted(function, writer.write(child));
  }

  private static String character(Chr e, ExpressionWriter writer) {
    return "CASE WHEN %1$s < 0 THEN '' ELSE chr(CAST(%1$s & 255 AS INTEGER)) END"
        .formatted(writer.write(e.child()));
  }

  private static String integer(String text) {
    return "CAST(%s AS INTEGER)".formatted(text);
  }
}
