package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.FormatNumber;
import org.apache.spark.sql.catalyst.expressions.FormatString;
import org.apache.spark.sql.catalyst.expressions.ParseUrl;
import org.apache.spark.sql.catalyst.expressions.ToCharacter;
import org.apache.spark.sql.catalyst.expressions.ToNumber;
import org.apache.spark.sql.catalyst.expressions.TryToNumber;
import org.apache.spark.sql.catalyst.expressions.UrlDecode;
import org.apache.spark.sql.catalyst.expressions.UrlEncode;

/** Texts in other forms. */
final class StringFormats {
  private StringFormats() {}

  static List<Entry<?>> entries() {
    return List.of(
        SparkCall.entry(FormatString.class, "format_string", "printf"),
        SparkCall.entry(FormatNumber.class, "format_number"),
        SparkCall.entry(ToNumber.class, "to_number"),
        SparkCall.entry(TryToNumber.class, "try_to_number"),
        SparkCall.entry(ToCharacter.class, "to_char", "to_varchar"),
        SparkCall.entry(ParseUrl.class, "parse_url"),
        SparkCall.entry(UrlEncode.class, "url_encode"),
        SparkCall.entry(UrlDecode.class, "url_decode"));
  }
}
