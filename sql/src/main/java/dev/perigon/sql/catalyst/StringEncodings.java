package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Base64;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Encode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Hex;
import org.apache.spark.sql.catalyst.expressions.IsValidUTF8;
import org.apache.spark.sql.catalyst.expressions.MakeValidUTF8;
import org.apache.spark.sql.catalyst.expressions.StringDecode;
import org.apache.spark.sql.catalyst.expressions.TryValidateUTF8;
import org.apache.spark.sql.catalyst.expressions.UnBase64;
import org.apache.spark.sql.catalyst.expressions.Unhex;
import org.apache.spark.sql.catalyst.expressions.ValidateUTF8;
import org.apache.spark.sql.types.BinaryType;

/** Texts as bytes and back. */
final class StringEncodings {
  private static final String STRICT_BASE64 =
      "'([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?'";
  private static final Set<String> UTF8 = Set.of("utf-8", "utf8");

  private StringEncodings() {}

  static List<Entry<?>> entries() {
    return List.of(
        Entry.of(Base64.class, (e, w) -> "to_base64(%s)".formatted(w.write(e.child())), "base64"),
        Entry.of(UnBase64.class, StringEncodings::unBase64, "unbase64"),
        Entry.of(Hex.class, (e, w) -> "hex(%s)".formatted(w.write(e.child())), "hex"),
        Entry.of(Unhex.class, StringEncodings::unhex, "unhex"),
        Entry.of(Encode.class, (e, w) -> coded("encode", e, e.str(), e.charset(), w), "encode"),
        Entry.of(
            StringDecode.class, (e, w) -> coded("decode", e, e.bin(), e.charset(), w), "decode"),
        Entry.of(
            IsValidUTF8.class,
            (e, w) ->
                bytes(e.input(), w)
                    .map(
                        bytes ->
                            "CASE WHEN %s IS NOT NULL THEN %s IS NOT NULL END"
                                .formatted(bytes, CastsToText.validText(bytes)))
                    .orElseGet(() -> w.write(e.input()) + " IS NOT NULL OR NULL"),
            "is_valid_utf8"),
        // A string here is always valid.
        Entry.of(MakeValidUTF8.class, (e, w) -> w.write(e.input()), "make_valid_utf8"),
        Entry.of(
            ValidateUTF8.class,
            (e, w) ->
                bytes(e.input(), w)
                    .map("decode(%s)"::formatted)
                    .orElseGet(() -> w.write(e.input())),
            "validate_utf8"),
        Entry.of(
            TryValidateUTF8.class,
            (e, w) ->
                bytes(e.input(), w)
                    .map(
                        bytes ->
                            "CASE WHEN %s IS NOT NULL THEN %s END"
                                .formatted(bytes, CastsToText.validText(bytes)))
                    .orElseGet(() -> w.write(e.input())),
            "try_validate_utf8"));
  }

  /** Of a cast of bytes, the bytes: whether they are valid must be asked of them. */
  private static Optional<String> bytes(Expression text, ExpressionWriter writer) {
    return text instanceof Cast cast && cast.child().dataType() instanceof BinaryType
        ? Optional.of(writer.write(cast.child()))
        : Optional.empty();
  }

  private static String coded(
      String function,
      Expression e,
      Expression value,
      Expression charset,
      ExpressionWriter writer) {
    boolean isUtf8 =
        Literals.text(charset).filter(c -> UTF8.contains(c.toLowerCase(Locale.ROOT))).isPresent();
    return isUtf8
        ? "%s(%s)".formatted(function, writer.write(value))
        : SparkCall.render(e, function, List.of(value, charset), writer);
  }

  private static String unBase64(UnBase64 e, ExpressionWriter writer) {
    return "CASE WHEN %1$s IS NULL THEN NULL WHEN regexp_full_match(%1$s, %2$s) THEN from_base64(%1$s) ELSE %3$s END"
        .formatted(
            writer.write(e.child()),
            STRICT_BASE64,
            SparkCall.render(e, "unbase64", List.of(e.child()), writer));
  }

  private static String unhex(Unhex e, ExpressionWriter writer) {
    return "CASE WHEN regexp_full_match(%1$s, '[0-9A-Fa-f]*') THEN unhex(%1$s) END"
        .formatted(writer.write(e.child()));
  }
}
