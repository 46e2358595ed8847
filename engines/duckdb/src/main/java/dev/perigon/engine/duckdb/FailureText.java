package dev.perigon.engine.duckdb;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.DuckDbSession;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns DuckDB's messages into Perigon's, without the values that DuckDB quotes. */
final class FailureText {
  private static final Pattern QUOTED = Pattern.compile("'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"");
  private static final Pattern OPERANDS = Pattern.compile("\\s*\\([^()]*[-+*/%][^()]*\\)");
  private static final Pattern VALUE = Pattern.compile("\\bvalue -?[0-9.eE+]+");
  private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z0-9_(,])-?[0-9][0-9.:eE+-]*");
  private static final Pattern COLUMN =
      Pattern.compile(Pattern.quote(StoreCast.MARKER) + "(OVERFLOW|NULL|TYPE|CALENDAR):(.*)");

  private static final Map<String, String> TYPES =
      Map.of(
          "INT8", "TINYINT",
          "INT16", "SMALLINT",
          "INT32", "INT",
          "INT64", "BIGINT",
          "VARCHAR", "STRING",
          "BLOB", "BINARY",
          "TIMESTAMP WITH TIME ZONE", "TIMESTAMP",
          "TIMESTAMP", "TIMESTAMP_NTZ");

  /** The longer name first. */
  private static final Pattern TYPE =
      Pattern.compile(
          "\\b(?:INT(?:8|16|32|64)|VARCHAR|BLOB|TIMESTAMP WITH TIME ZONE|TIMESTAMP)\\b");

  private static final Pattern MALFORMED_JSON =
      Pattern.compile(
          "Malformed JSON in file \"(.*)\", at byte \\d+ in (line|record)(?:/value)? (\\d+)");

  private static final Pattern NO_PARQUET =
      Pattern.compile(
          "No magic bytes found at end of file '(.*)'|[Ff]ile '(.*)' too small to be a Parquet"
              + " file");

  /** What DuckDB says of pages that make no sense; mostly without their file. */
  private static final Pattern DAMAGED =
      Pattern.compile(
          "Failed to read file \"(.*)\":.* [Dd]ecompression failure"
              + "|Invalid Error: (?:TProtocolException|Out of buffer|Failed to decompress)");

  private static final String OUT_OF_MEMORY = "Out of Memory Error";

  private FailureText() {}

  /** Whether a query needed more memory than its database has. */
  static boolean isOutOfMemory(SQLException error) {
    return String.valueOf(error.getMessage()).contains(OUT_OF_MEMORY);
  }

  /** Whether DuckDB's reader of JSON, or a cast of its values, says no. */
  static boolean isJson(SQLException error) {
    String message = String.valueOf(error.getMessage());
    return message.contains(StoreCast.MARKER + "TYPE:")
        || message.contains("Malformed JSON")
        || message.contains("JSON transform error")
        || message.contains("base64")
        || message.contains("Map keys must be unique");
  }

  static RuntimeException explain(SQLException error) {
    String message = String.valueOf(error.getMessage());
    String first = message.lines().findFirst().orElse(message);
    Matcher column = COLUMN.matcher(first);
    if (column.find()) {
      return switch (column.group(1)) {
        case "NULL" -> DuckDbErrors.nullValue(column.group(2), error);
        case LegacyCalendar.KIND -> DuckDbErrors.legacyCalendar(column.group(2));
        case "OVERFLOW" -> DuckDbErrors.overflow(column.group(2), error);
        default -> DuckDbErrors.wrongJsonType(column.group(2), error);
      };
    }
    Matcher json = MALFORMED_JSON.matcher(first);
    if (json.find()) {
      // DuckDB counts one too many.
      String place = json.group(2) + " " + (Long.parseLong(json.group(3)) - 1);
      return DuckDbErrors.malformedJson(json.group(1), place, withoutMessage(error));
    }
    Matcher parquet = NO_PARQUET.matcher(first);
    if (parquet.find()) {
      String file = parquet.group(1) == null ? parquet.group(2) : parquet.group(1);
      return DuckDbErrors.noParquet(file, withoutMessage(error));
    }
    Matcher damaged = DAMAGED.matcher(first);
    if (damaged.find()) {
      return DuckDbErrors.damaged(Optional.ofNullable(damaged.group(1)), withoutMessage(error));
    }
    int many = first.indexOf(DuckDbSession.TOO_MANY_VALUES);
    if (many >= 0) {
      return DuckDbErrors.tooManyValues(
          first.substring(many + DuckDbSession.TOO_MANY_VALUES.length()), withoutMessage(error));
    }
    int colon = first.indexOf(": ");
    String kind = colon < 0 ? "" : first.substring(0, colon);
    String text = colon < 0 ? first : first.substring(colon + 2);
    return byKind(kind, text, error);
  }

  private static RuntimeException byKind(String kind, String text, SQLException error) {
    if (kind.equals("INTERRUPT Error")) {
      return DuckDbErrors.cancelled();
    }
    if (DuckDbErrors.isDiskFull(text) || text.contains("max_temp_directory_size")) {
      return failure(
          ErrorCode.RESOURCES,
          "Cannot run the query: the disk is full",
          "Make room on the disks of the warehouse and of the spill folder, then run it again",
          error);
    }
    if (text.contains("Java heap space")) {
      return DuckDbErrors.heapTooSmall(withoutMessage(error));
    }
    return switch (kind) {
      case OUT_OF_MEMORY ->
          failure(
              ErrorCode.RESOURCES,
              "Cannot run the query: it needs more memory than the engine may use",
              "Give the engine more memory or fewer threads, or a spill folder with more room",
              error);
      case "Permission Error" ->
          DuckDbErrors.isPattern(text)
              ? DuckDbErrors.folderIsPattern(withoutMessage(error))
              : DuckDbErrors.outsideFolders(withoutMessage(error));
      case "IO Error", "HTTP Error" ->
          failure(
              ErrorCode.FILE,
              "Cannot run the query: " + text,
              "Check that the file is there, complete and readable",
              error);
      case "Conversion Error", "Out of Range Error", "Invalid Input Error", "Constraint Error" ->
          failure(
              ErrorCode.DATA,
              "Cannot run the query: " + withoutValues(text),
              "Correct the data, or use the function's try_ form to get NULL instead",
              error);
      default -> new IllegalStateException("DuckDB cannot run a rendered query", error);
    };
  }

  /** Values stand in quotes, after the word value, or as operands in parentheses. */
  static String withoutValues(String text) {
    String unquoted = QUOTED.matcher(text).replaceAll("(a value)");
    String bare = VALUE.matcher(OPERANDS.matcher(unquoted).replaceAll("")).replaceAll("a value");
    return NUMBER.matcher(inSparksTypes(bare)).replaceAll("…");
  }

  private static String inSparksTypes(String text) {
    return TYPE.matcher(text).replaceAll(name -> TYPES.get(name.group()));
  }

  private static PerigonException failure(
      ErrorCode code, String problem, String remedy, SQLException cause) {
    return new PerigonException(code, problem, remedy, Optional.empty(), withoutMessage(cause));
  }

  /** Causes are printed with stack traces, and DuckDB's message may hold a value. */
  private static Throwable withoutMessage(SQLException cause) {
    var silent = new SQLException("DuckDB refused the query");
    silent.setStackTrace(cause.getStackTrace());
    return silent;
  }
}
