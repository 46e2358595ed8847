package dev.perigon.engine.files.csv;

import dev.perigon.engine.files.UnknownColumns;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Spark's CSV options. Two defaults differ from Spark's: malformed input fails, and quotes within
 * quotes are doubled (RFC 4180) rather than escaped by a backslash.
 *
 * @param quote empty: no quoting
 * @param nullValue values equal to it are null; so is nothing between two delimiters
 * @param unknown what becomes of columns that the schema has not
 * @param mayLackColumns whether a file may lack columns of the schema, which are null then
 * @param skipRows physical lines before the header
 */
public record CsvOptions(
    boolean header,
    String delimiter,
    Optional<Character> quote,
    char escape,
    Charset charset,
    String nullValue,
    Optional<String> dateFormat,
    Optional<String> timestampFormat,
    Optional<Character> comment,
    Mode mode,
    Optional<String> rescuedDataColumn,
    UnknownColumns unknown,
    boolean mayLackColumns,
    int skipRows,
    boolean trimLeft,
    boolean trimRight) {

  /** What to do with a record that does not fit. */
  public enum Mode {
    FAILFAST,
    PERMISSIVE,
    DROPMALFORMED
  }

  private static final Set<String> KNOWN =
      Set.of(
          "header",
          "sep",
          "delimiter",
          "quote",
          "escape",
          "encoding",
          "charset",
          "nullvalue",
          "dateformat",
          "timestampformat",
          "comment",
          "mode",
          "rescueddatacolumn",
          "skiprows",
          "ignoreleadingwhitespace",
          "ignoretrailingwhitespace",
          // Always so, or for others to read.
          "multiline",
          "inferschema",
          "schema",
          "schemahints",
          UnknownColumns.OPTION);

  /** Reads options whose keys are in lower case. */
  public static CsvOptions of(Map<String, String> options) {
    for (String key : options.keySet()) {
      if (!KNOWN.contains(key)) {
        throw CsvErrors.unknownOption(key, KNOWN);
      }
    }
    Optional<String> rescued = option(options, "rescueddatacolumn").filter(name -> !name.isEmpty());
    return new CsvOptions(
        flag(options, "header"),
        delimiter(options),
        character(options, "quote", "\""),
        character(options, "escape", options.getOrDefault("quote", "\"")).orElse('\0'),
        charset(option(options, "encoding").or(() -> option(options, "charset")).orElse("UTF-8")),
        options.getOrDefault("nullvalue", ""),
        option(options, "dateformat"),
        option(options, "timestampformat"),
        character(options, "comment", ""),
        mode(options.get("mode"), rescued.isPresent()),
        rescued,
        UnknownColumns.of(options, rescued.isPresent(), UnknownColumns.FAIL),
        options.containsKey(UnknownColumns.OPTION),
        number(options, "skiprows"),
        flag(options, "ignoreleadingwhitespace"),
        flag(options, "ignoretrailingwhitespace"));
  }

  /** Whether DuckDB's reader understands these options as we do. */
  public boolean plain() {
    return delimiter.length() == 1
        && quote.isPresent()
        && escape == quote.get()
        && charset.equals(StandardCharsets.UTF_8)
        && dateFormat.isEmpty()
        && timestampFormat.isEmpty()
        && comment.isEmpty()
        && skipRows == 0
        && !trimLeft
        && !trimRight;
  }

  private static Optional<String> option(Map<String, String> options, String key) {
    return Optional.ofNullable(options.get(key));
  }

  private static boolean flag(Map<String, String> options, String key) {
    String text = options.getOrDefault(key, "false").toLowerCase(Locale.ROOT);
    if (!text.equals("true") && !text.equals("false")) {
      throw CsvErrors.badOption(key, "true or false");
    }
    return text.equals("true");
  }

  private static int number(Map<String, String> options, String key) {
    String text = options.getOrDefault(key, "0");
    if (!text.matches("\\d{1,9}")) {
      throw CsvErrors.badOption(key, "a number of lines");
    }
    return Integer.parseInt(text);
  }

  private static String delimiter(Map<String, String> options) {
    String text = option(options, "sep").or(() -> option(options, "delimiter")).orElse(",");
    String delimiter = text.equals("\\t") ? "\t" : text;
    if (delimiter.isEmpty() || delimiter.contains("\n") || delimiter.contains("\r")) {
      throw CsvErrors.badOption("sep", "one or more characters of a line");
    }
    return delimiter;
  }

  private static Optional<Character> character(
      Map<String, String> options, String key, String otherwise) {
    String text = options.getOrDefault(key, otherwise);
    if (text.length() > 1) {
      throw CsvErrors.badOption(key, "one character, or nothing");
    }
    return text.isEmpty() || text.equals("\0") ? Optional.empty() : Optional.of(text.charAt(0));
  }

  private static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw CsvErrors.badOption("encoding", "a character set such as UTF-8 or ISO-8859-1");
    }
  }

  private static Mode mode(String text, boolean rescues) {
    if (text == null) {
      return rescues ? Mode.PERMISSIVE : Mode.FAILFAST;
    }
    try {
      return Mode.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw CsvErrors.badOption("mode", "FAILFAST, PERMISSIVE or DROPMALFORMED");
    }
  }
}
