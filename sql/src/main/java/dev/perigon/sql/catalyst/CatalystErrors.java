package dev.perigon.sql.catalyst;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.statement.SqlText;
import java.util.List;
import java.util.Optional;
import org.apache.spark.QueryContext;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.catalyst.parser.ParseException;

/** What can be wrong with a query, in words for the person who must act. */
final class CatalystErrors {
  private CatalystErrors() {}

  static PerigonException fromSpark(SqlText text, SparkThrowable error) {
    boolean syntax = error instanceof ParseException;
    Origin origin = place(text, error);
    return new PerigonException(
        syntax ? ErrorCode.SYNTAX : ErrorCode.ANALYSIS,
        "Cannot %s the query at %s: %s"
            .formatted(syntax ? "parse" : "analyse", origin, SparkMessage.of(error)),
        SparkMessage.remedy(error),
        Optional.of(origin),
        null);
  }

  private static Origin place(SqlText text, SparkThrowable error) {
    if (error instanceof AnalysisException e && e.line().isDefined()) {
      int line = ((Number) e.line().get()).intValue();
      int column =
          e.startPosition().isDefined() ? ((Number) e.startPosition().get()).intValue() : 0;
      return text.origin().plus(line - 1, column);
    }
    for (QueryContext context : error.getQueryContext()) {
      if (context.startIndex() >= 0) {
        return at(text, context.startIndex());
      }
    }
    return text.origin();
  }

  /** The place of the code point with index {@code offset}. */
  static Origin at(SqlText text, int offset) {
    int[] before = text.text().codePoints().limit(offset).toArray();
    int line = 0;
    int lineStart = 0;
    for (int i = 0; i < before.length; i++) {
      if (before[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return text.origin().plus(line, before.length - lineStart);
  }

  static PerigonException unknownRelation(String name, Origin origin, List<TableName> similar) {
    String listing = "Run 'perigon tables' to list what exists";
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot resolve '%s' at %s: no dataset, view or table has that name"
            .formatted(name, origin),
        similar.isEmpty()
            ? listing
            : "Did you mean %s? %s"
                .formatted(
                    String.join(" or ", similar.stream().map(TableName::toString).toList()),
                    listing),
        origin);
  }

  static PerigonException cannotStream(String through, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot stream through %s at %s: a streaming table only adds rows, so the answer would depend on how its input was cut into batches"
            .formatted(through, origin),
        "Keep the streaming table row by row and compute this in a materialized view that reads it",
        origin);
  }

  static PerigonException tooManyParts(String name, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot resolve '%s' at %s: a table's name has one to three parts".formatted(name, origin),
        "Write table, schema.table or catalog.schema.table",
        origin);
  }

  static PerigonException viewCycle(List<String> path, Origin origin) {
    return new PerigonException(
        ErrorCode.CYCLE,
        "Cannot resolve view '%s' at %s: it reads itself (%s)"
            .formatted(path.get(path.size() - 1), origin, String.join(" → ", path)),
        "Make one of these views read something else",
        origin);
  }

  static PerigonException viewColumns(String view, int named, int actual, Origin origin) {
    return new PerigonException(
        ErrorCode.ANALYSIS,
        "Cannot resolve view '%s' at %s: it names %d columns, its query has %d"
            .formatted(view, origin, named, actual),
        "Name every column of the query, or none",
        origin);
  }

  static PerigonException unknownParameter(String name, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot resolve parameter ':%s' at %s: it has no value".formatted(name, origin),
        "Give it one with --set %s=value, or under 'parameters' in perigon.yml".formatted(name),
        origin);
  }

  static PerigonException notAQuery(String statement, Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot run %s at %s: only queries are allowed here".formatted(statement, origin),
        "Write a SELECT, or declare a dataset in the project's SQL files",
        origin);
  }

  static PerigonException badArgument(String function, String why, String remedy, Origin origin) {
    return new PerigonException(
        ErrorCode.ANALYSIS,
        "Cannot call %s at %s: %s".formatted(function, origin, why),
        remedy,
        origin);
  }

  static PerigonException badStream(Origin origin) {
    return new PerigonException(
        ErrorCode.ANALYSIS,
        "Cannot use STREAM at %s: it takes a table or read_files(…)".formatted(origin),
        "Put STREAM around the table inside the subquery or WITH clause",
        origin);
  }

  static PerigonException unsupportedSource(String function, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read %s at %s: this version does not read it yet".formatted(function, origin),
        "Read files with read_files('path', format => 'json') instead",
        origin);
  }

  static PerigonException badTimeTravel(String why, Origin origin) {
    return new PerigonException(
        ErrorCode.ANALYSIS,
        "Cannot travel in time at %s: %s".formatted(origin, why),
        "Write VERSION AS OF 3 or TIMESTAMP AS OF '2025-10-09 12:00:00'",
        origin);
  }

  static PerigonException unstorableType(String column, String type, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot type column '%s' at %s: %s has no counterpart here".formatted(column, origin, type),
        "Cast it to another type",
        origin);
  }
}
