package dev.perigon.pipelines;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.pipelines.Intake.Span;
import dev.perigon.sql.TableName;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * How old the records are that one update brought, for each table they have come to. What reads
 * topics tells by the statistics of its new files; what reads tables has it from those.
 */
final class RecordTimes {
  /** As {@code read_kafka} spells it. */
  private static final String COLUMN = "timestamp";

  private final Map<TableName, Span> spans = new ConcurrentHashMap<>();

  /** Notes that {@code table} got the records in {@code files}. */
  void read(TableName table, Collection<DataFile> files) {
    files.stream()
        .flatMap(file -> file.statistics().stream())
        .flatMap(statistics -> Stream.ofNullable(statistics.columns().get(COLUMN)))
        .flatMap(column -> span(column).stream())
        .reduce(Span::and)
        .ifPresent(span -> spans.merge(table, span, Span::and));
  }

  private static Optional<Span> span(ColumnStatistics column) {
    return column
        .min()
        .flatMap(RecordTimes::instant)
        .flatMap(min -> column.max().flatMap(RecordTimes::instant).map(max -> new Span(min, max)));
  }

  /** Empty for a column of this name that is something else. */
  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** The records that have come to {@code table} now that it was made of {@code inputs}. */
  Optional<Span> of(TableName table, Collection<TableName> inputs) {
    Optional<Span> through =
        inputs.stream().flatMap(name -> Stream.ofNullable(spans.get(name))).reduce(Span::and);
    through.ifPresent(span -> spans.merge(table, span, Span::and));
    return Optional.ofNullable(spans.get(table));
  }
}
