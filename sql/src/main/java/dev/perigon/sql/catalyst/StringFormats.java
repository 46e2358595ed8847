package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.AesDecrypt;
import org.apache.spark.sql.catalyst.expressions.AesEncrypt;
import org.apache.spark.sql.catalyst.expressions.FormatNumber;
import org.apache.spark.sql.catalyst.expressions.FormatString;
import org.apache.spark.sql.catalyst.expressions.ParseUrl;
import org.apache.spark.sql.catalyst.expressions.Sentences;
import org.apache.spark.sql.catalyst.expressions.ToBinary;
import org.apache.spark.sql.catalyst.expressions.ToCharacter;
import org.apache.spark.sql.catalyst.expressions.ToNumber;
import org.apache.spark.sql.catalyst.expressions.TryAesDecrypt;
import org.apache.spark.sql.catalyst.expressions.TryParseUrl;
import org.apache.spark.sql.catalyst.expressions.TryToBinary;
import org.apache.spark.sql.catalyst.expressions.TryToNumber;
import org.apache.spark.sql.catalyst.expressions.TryUrlDecode;
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
        SparkCall.entry(ToBinary.class, "to_binary"),
        SparkCall.tryEntry(TryToBinary.class, "try_to_binary"),
        SparkCall.entry(Sentences.class, "sentences"),
        SparkCall.entry(ParseUrl.class, "parse_url"),
        SparkCall.tryEntry(TryParseUrl.class, "try_parse_url"),
        SparkCall.entry(UrlEncode.class, "url_encode"),
        SparkCall.entry(UrlDecode.class, "url_decode"),
        SparkCall.tryEntry(TryUrlDecode.class, "try_url_decode"),
        SparkCall.entry(AesEncrypt.class, "aes_encrypt")
            .withNote("Modes GCM and CBC draw a random vector, unless one is given."),
        SparkCall.entry(AesDecrypt.class, "aes_decrypt"),
        SparkCall.tryEntry(TryAesDecrypt.class, "try_aes_decrypt"));
  }
}
