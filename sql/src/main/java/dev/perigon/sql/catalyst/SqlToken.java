package dev.perigon.sql.catalyst;

import static java.util.Objects.requireNonNull;

/**
 * A word, name, string, number or sign of SQL.
 *
 * @param text as written
 * @param value what it stands for: a name without its back-quotes, a string without quotes and
 *     escapes; otherwise {@code text}
 * @param start where it begins in the text, in Java characters from 0
 * @param end where it ends, exclusive
 * @param line from 1
 * @param column from 1, in Unicode code points
 */
public record SqlToken(
    Kind kind, String text, String value, int start, int end, int line, int column) {
  public SqlToken {
    requireNonNull(kind, "kind is null");
    requireNonNull(text, "text is null");
    requireNonNull(value, "value is null");
  }

  /** True when this is {@code word}, in any case, without quotes. */
  public boolean is(String word) {
    return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(word);
  }

  /** What a token is. */
  public enum Kind {
    /** A keyword or a plain name. */
    WORD,
    /** A name in back-quotes. */
    QUOTED_NAME,
    STRING,
    NUMBER,
    SYMBOL,
    /** A quote or comment that nothing closes. */
    UNCLOSED,
    /** After the last token. */
    END
  }
}
