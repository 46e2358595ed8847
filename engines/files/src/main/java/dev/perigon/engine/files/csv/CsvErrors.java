package dev.perigon.engine.files.csv;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.SqlType;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What can be wrong with CSV files and their options. */
final class CsvErrors {
  private static final String WAYS_OUT =
      "Correct the file, or set rescuedDataColumn => '_rescued_data' to keep such rows with what did"
          + " not fit in that column, or mode => 'DROPMALFORMED' to leave them out";

  private CsvErrors() {}

  static PerigonException malformedValue(String file, long line, String column, SqlType type) {
    return data(
        "Cannot read line %d of %s: the value of column '%s' is not a %s"
            .formatted(line, file, column, type.ddl()));
  }

  static PerigonException wrongFieldCount(String file, long line, int fields, int expected) {
    return data(
        "Cannot read line %d of %s: it has %d fields where %d are expected"
            .formatted(line, file, fields, expected));
  }

  static PerigonException broken(String file, long line, String problem) {
    return data("Cannot read line %d of %s: %s".formatted(line, file, problem));
  }

  static PerigonException missingColumn(String file, String column, List<String> names) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot read %s: its header has no column '%s'; it has %s"
            .formatted(
                file,
                column,
                names.stream().map(n -> "'" + n + "'").collect(Collectors.joining(", "))),
        "Add the column to the file, or take it out of the schema; for a file without a header line"
            + " set header => false");
  }

  static PerigonException duplicateColumn(String file, String column) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot read %s: its header has column '%s' twice".formatted(file, column),
        "Name every column once");
  }

  static PerigonException extraColumn(String file, String column) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot read %s: its header has column '%s', which the schema does not have"
            .formatted(file, column),
        "Add the column to the schema, or set rescuedDataColumn => '_rescued_data' to keep its values"
            + " there");
  }

  static PerigonException unknownOption(String key, Collection<String> known) {
    String near =
        known.stream().min(java.util.Comparator.comparingInt(k -> distance(k, key))).orElseThrow();
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot read CSV files: there is no option '%s'".formatted(key),
        "Did you mean '%s'?".formatted(near));
  }

  static PerigonException badOption(String option, String expected) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot read CSV files: option '%s' does not fit".formatted(option),
        "It takes " + expected);
  }

  static PerigonException unreadable(String file, java.io.IOException cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read %s: %s".formatted(file, cause.getMessage()),
        "Check that the file is complete and readable",
        java.util.Optional.empty(),
        cause);
  }

  private static PerigonException data(String problem) {
    return new PerigonException(ErrorCode.DATA, problem, WAYS_OUT);
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(cost, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
