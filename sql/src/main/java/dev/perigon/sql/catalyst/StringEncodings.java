package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Base64;
import org.apache.spark.sql.catalyst.expressions.Encode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Hex;
import org.apache.spark.sql.catalyst.expressions.IsValidUTF8;
import org.apache.spark.sql.catalyst.expressions.StringDecode;
import org.apache.spark.sql.catalyst.expressions.UnBase64;
import org.apache.spark.sql.catalyst.expressions.Unhex;

/** Texts as bytes and back. */
final class StringEncodings {
  private static final String STRICT_BASE64 =
      "'([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?'";
  private static final Set<String> UTF8 = Set.of("utf-8", "utf8");

  private StringEncodings() {}

  static List<Entry<?>> entries() {
    return List.of(
        Entry.of(Base64.class, (e, w) -> "to_base64(%s)".formatted(w.write(e.child())), "base64"),
        Entry.of(UnBase64.class, StringEncodings::unBase64, "unbase64")
            .withNote("Fails for texts with line breaks or without padding."),
        Entry.of(Hex.class, (e, w) -> "hex(%s)".formatted(w.write(e.child())), "hex"),
        Entry.of(Unhex.class, StringEncodings::unhex, "unhex"),
        Entry.of(
                Encode.class,
                (e, w) -> "encode(%s)".formatted(utf8(e, e.str(), e.charset(), w)),
                "encode")
            .withNote("UTF-8 only."),
        Entry.of(
                StringDecode.class,
                (e, w) -> "decode(%s)".formatted(utf8(e, e.bin(), e.charset(), w)),
                "decode")
            .withNote("UTF-8 only."),
        Entry.of(
            IsValidUTF8.class,
            (e, w) -> w.write(e.input()) + " IS NOT NULL OR NULL",
            "is_valid_utf8"));
  }

  private static String utf8(
      Expression e, Expression value, Expression charset, ExpressionWriter writer) {
    boolean known =
        Literals.text(charset).filter(c -> UTF8.contains(c.toLowerCase(Locale.ROOT))).isPresent();
    if (!known) {
      throw writer.unsupported(e, "with another character set than UTF-8");
    }
    return writer.write(value);
  }

  private static String unBase64(UnBase64 e, ExpressionWriter writer) {
    return "CASE WHEN %1$s IS NULL THEN NULL WHEN regexp_full_match(%1$s, %2$s) THEN from_base64(%1$s) ELSE error('unbase64: not plain Base64') END"
        .formatted(writer.write(e.child()), STRICT_BASE64);
  }

  private static String unhex(Unhex e, ExpressionWriter writer) {
    return "CASE WHEN regexp_full_match(%1$s, '[0-9A-Fa-f]*') THEN unhex(%1$s) END"
        .formatted(writer.write(e.child()));
  }
}
