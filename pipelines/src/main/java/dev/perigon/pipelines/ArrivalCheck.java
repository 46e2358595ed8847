package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What changes must hold to before they are kept: they name a row and their place in the order, and
 * rows that they bring have what is NOT NULL.
 *
 * @param keys columns of {@code staged}
 * @param required other columns that are NOT NULL
 * @param staged the columns of a change
 */
record ArrivalCheck(Dataset dataset, List<String> keys, List<String> required, Schema staged) {
  static ArrivalCheck of(Dataset dataset, ChangeTarget target, Schema rows, Schema staged) {
    List<String> required =
        ChangeLog.withoutHistory(rows).columns().stream()
            .filter(column -> !column.nullable() && !target.isKey(column.name()))
            .map(Column::name)
            .toList();
    return new ArrivalCheck(dataset, target.keys(), required, staged);
  }

  /** Complains about {@code changes}, which nobody has seen yet. */
  void check(Slice.Delta changes, Engine engine, UpdateContext context) {
    if (changes.files().isEmpty()) {
      return;
    }
    StagedResolver resolver = new StagedResolver(dataset.name(), staged);
    AnalyzedQuery query = context.analyses().analyze(counts(), resolver);
    List<Slice> slices = Collections.nCopies(query.inputs().size(), changes);
    try (Rows rows = engine.read(new BoundQuery(query, slices, context.asOf()))) {
      rows.next();
      complain(rows);
    }
  }

  private void complain(Rows counts) {
    int column = 0;
    for (String key : keys) {
      long nulls = count(counts, column++);
      if (nulls > 0) {
        throw ChangeErrors.nullKey(dataset, key, nulls);
      }
    }
    long unordered = count(counts, column++);
    if (unordered > 0) {
      throw ChangeErrors.nullSequence(dataset, unordered);
    }
    for (String name : required) {
      long nulls = count(counts, column++);
      if (nulls > 0) {
        throw SchemaErrors.nullInColumn(dataset, name, nulls);
      }
    }
  }

  private static long count(Rows counts, int column) {
    return ((Number) counts.value(column)).longValue();
  }

  private SqlText counts() {
    String ofKeys = "`%s` <> '%s'".formatted(ChangeLog.OPERATION, ChangeLog.TRUNCATE);
    String ofRows = "`%s` = '%s'".formatted(ChangeLog.OPERATION, ChangeLog.UPSERT);
    String counts =
        Stream.of(
                keys.stream().map(key -> nulls(key, ofKeys)),
                Stream.of(nulls(ChangeLog.SEQUENCE, "TRUE")),
                required.stream().map(name -> nulls(name, ofRows)))
            .flatMap(part -> part)
            .collect(Collectors.joining(", "));
    return SqlText.of(
        "changes of " + dataset.name(),
        "SELECT %s FROM %s".formatted(counts, ChangeQueries.name(dataset.name())));
  }

  private static String nulls(String column, String rows) {
    return "count_if(%s AND %s IS NULL)".formatted(rows, Identifiers.quote(column));
  }
}
