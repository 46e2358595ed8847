package dev.perigon.pipelines;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.SqlType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;

/** What can be wrong with the tests of a project. */
final class FixtureErrors {
  private FixtureErrors() {}

  static PerigonException none(String project) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot test project '%s': it has no tests".formatted(project),
        "Write tests/<dataset>.yml (see docs/guides/testing.md), or run 'perigon test %s --create <dataset>'"
            .formatted(project));
  }

  static PerigonException noneSelected(String dataset, Collection<String> tested) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot select '%s': no test is of a dataset of that name".formatted(dataset),
        Suggestions.ask(dataset, tested, "Tested are: " + String.join(", ", tested)));
  }

  static PerigonException noTests(Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot read these tests: the file has no 'tests:'",
        "Add 'tests:' and below it a list, each with 'name', 'dataset', 'given' and 'expect'",
        origin);
  }

  static PerigonException missingKey(String key, Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot use this: it has no '%s'".formatted(key),
        "Add '%s:'".formatted(key),
        origin);
  }

  static PerigonException sameName(PipelineTest test, Origin other) {
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot use test '%s' of '%s': one of that name is at %s"
            .formatted(test.name(), test.dataset(), other),
        "Rename one of the two",
        test.origin());
  }

  static PerigonException noDataset(String name, Collection<String> known, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot test '%s': the project has no such dataset".formatted(name),
        Suggestions.ask(name, known, "Run 'perigon graph' to see its datasets"),
        origin);
  }

  static PerigonException unknownParameter(String name, Collection<String> known, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot set '%s': the project has no such parameter".formatted(name),
        Suggestions.ask(name, known, "perigon.yml declares: " + String.join(", ", known)),
        origin);
  }

  static PerigonException parameterKind(String name, Object byDefault, Origin origin) {
    PerigonException kind = ProjectErrors.parameterKind(name, byDefault);
    return new PerigonException(kind.code(), kind.problem(), kind.remedy(), origin);
  }

  static PerigonException expectsNothing(Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot use this test: it expects nothing",
        "Give 'rows', 'csv', 'expectations', 'quarantine' or 'fails' below 'expect'",
        origin);
  }

  static PerigonException failsWithRows(Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot expect that an update fails and what rows it writes: it would write none",
        "Keep 'fails', or 'rows' and 'quarantine'",
        origin);
  }

  static PerigonException rowsAndCsv(Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX, "Cannot use both 'rows' and 'csv'", "Keep one of the two", origin);
  }

  static PerigonException csvFields(int found, int wanted, Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot read this line of CSV: it has %d fields, the header has %d"
            .formatted(found, wanted),
        "Give each line as many fields as the header has; quote a field that holds a comma",
        origin);
  }

  static PerigonException badCsv(Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot read this CSV: a quote is open at its end or stands in a field",
        "Quote as RFC 4180 has it, or give the rows as 'rows:'",
        origin);
  }

  static PerigonException unknownInput(
      String input, String dataset, Collection<String> inputs, Origin origin) {
    String reads = inputs.isEmpty() ? "It reads nothing" : "It reads: " + String.join(", ", inputs);
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot give '%s' to '%s': its query does not read it".formatted(input, dataset),
        Suggestions.ask(input, inputs, reads),
        origin);
  }

  static PerigonException inputTwice(String input, Origin origin) {
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot give '%s' again: its rows are given above".formatted(input),
        "Put all its rows into one 'input'",
        origin);
  }

  static PerigonException unknownColumn(String name, Collection<String> known, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot use column '%s': there is no such column here".formatted(name),
        Suggestions.ask(name, known, "Columns are: " + String.join(", ", known)),
        origin);
  }

  static PerigonException otherColumns(String column, boolean here, Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot compare this row: it %s column '%s', which the first row %s"
            .formatted(here ? "has" : "lacks", column, here ? "lacks" : "has"),
        "Name the same columns in every expected row; write 'null' for NULL",
        origin);
  }

  static PerigonException wrongType(String column, SqlType type, Origin origin) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot use the value of '%s': it is no %s".formatted(column, type.ddl()),
        hint(type),
        origin);
  }

  private static String hint(SqlType type) {
    if (type instanceof SqlType.Decimal decimal) {
      return "Write a number with at most %d digits, %d of them after the point"
          .formatted(decimal.precision(), decimal.scale());
    }
    if (type instanceof SqlType.Array) {
      return "Write a list: [a, b]";
    }
    if (type instanceof SqlType.MapOf || type instanceof SqlType.Struct) {
      return "Write a map: {name: value}";
    }
    return switch ((SqlType.Scalar) type) {
      case BOOLEAN -> "Write true or false";
      case BYTE, SHORT, INTEGER, LONG -> "Write a whole number in the range of the type";
      case FLOAT, DOUBLE -> "Write a number, NaN or Infinity";
      case DATE -> "Write a date, such as 2025-10-09";
      case TIMESTAMP, TIMESTAMP_NTZ -> "Write a time, such as 2025-10-09 08:30:00";
      case BINARY -> "Write base64 after !!binary; a text only in rows of topics";
      case STRING -> "Write one value";
      case DAY_TIME_INTERVAL, YEAR_MONTH_INTERVAL, VOID -> "Leave the column out";
    };
  }

  static PerigonException noLiteral(String column, SqlType type, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot give a value of '%s': %s has no form in YAML".formatted(column, type.ddl()),
        "Leave the column out",
        origin);
  }

  static PerigonException notFinite(String column, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot give NaN or Infinity in '%s': inputs of tests hold finite numbers"
            .formatted(column),
        "Compute it in the query, or leave it out",
        origin);
  }

  static PerigonException unknownRule(
      String rule, String dataset, Collection<String> known, Origin origin) {
    String otherwise =
        known.isEmpty()
            ? "It has no expectations"
            : "Its expectations are: " + String.join(", ", known);
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot expect anything of rule '%s': '%s' has no such expectation"
            .formatted(rule, dataset),
        Suggestions.ask(rule, known, otherwise),
        origin);
  }

  static PerigonException noQuarantine(String dataset, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot expect quarantined rows: '%s' has no rule with QUARANTINE ROW".formatted(dataset),
        "Take 'quarantine' away, or add such a rule",
        origin);
  }

  static PerigonException wouldFail(String rule, long failed, long evaluated, Origin origin) {
    return new PerigonException(
        ErrorCode.EXPECTATION,
        "The update would fail: %d of %d rows violate '%s', which is ON VIOLATION FAIL UPDATE"
            .formatted(failed, evaluated, rule),
        "If that is right, expect it: 'fails: %s'".formatted(rule),
        origin);
  }

  static PerigonException wouldNotFail(String rule, Origin origin) {
    return new PerigonException(
        ErrorCode.EXPECTATION,
        "The update would not fail by '%s': no row violates it".formatted(rule),
        "Expect 'rows', or give a row that violates it",
        origin);
  }

  static PerigonException neverRun(String project) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot make a test from current data: project '%s' has never run in this home"
            .formatted(project),
        "Run it first: 'perigon run %s', or give the --home that it ran in".formatted(project));
  }

  static PerigonException nothingComesOut(String dataset) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot make a test of '%s': no row comes out of the few rows that were tried"
            .formatted(dataset),
        "Write the test by hand: give rows that belong together (see docs/guides/testing.md)");
  }

  static PerigonException cannotWrite(Path file, IOException cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot write '%s': %s".formatted(file, cause.getMessage()),
        "Check that you may write there and that there is room",
        Optional.empty(),
        cause);
  }
}
