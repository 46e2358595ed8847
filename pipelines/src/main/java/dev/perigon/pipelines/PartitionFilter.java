package dev.perigon.pipelines;

import static java.util.stream.Collectors.joining;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Tells which files are of partitions that a predicate is true of. */
final class PartitionFilter {
  private static final int AT_ONCE = 200;

  private final TableName name;
  private final Snapshot snapshot;
  private final Engine engine;
  private final Analyses analyses;

  PartitionFilter(TableName name, Snapshot snapshot, Engine engine, Analyses analyses) {
    this.name = name;
    this.snapshot = snapshot;
    this.engine = engine;
    this.analyses = analyses;
  }

  /**
   * @param predicate in Spark SQL, over partition columns
   */
  Predicate<DataFile> of(String predicate) {
    if (snapshot.partitionColumns().isEmpty()) {
      throw MaintenanceErrors.notPartitioned(name);
    }
    List<Map<String, String>> partitions =
        snapshot.files().stream().map(DataFile::partitionValues).distinct().toList();
    Set<Map<String, String>> wanted = new HashSet<>();
    for (int from = 0; from == 0 || from < partitions.size(); from += AT_ONCE) {
      int to = Math.min(partitions.size(), from + AT_ONCE);
      wanted.addAll(wanted(predicate, partitions.subList(from, to)));
    }
    return file -> wanted.contains(file.partitionValues());
  }

  private List<Map<String, String>> wanted(String predicate, List<Map<String, String>> partitions) {
    List<String> rows = new ArrayList<>();
    rows.add(row(-1, Map.of()) + " WHERE false");
    for (int i = 0; i < partitions.size(); i++) {
      rows.add(row(i, partitions.get(i)));
    }
    SqlText before =
        SqlText.of(
            "--where",
            "SELECT perigon_row FROM (%s) WHERE perigon_row >= 0 AND (%s\n)"
                .formatted(String.join(" UNION ALL ", rows), predicate));
    List<Map<String, String>> wanted = new ArrayList<>();
    try (Rows numbers = engine.read(new BoundQuery(analyzed(before), List.of(), Instant.now()))) {
      while (numbers.next()) {
        wanted.add(partitions.get(((Number) numbers.value(0)).intValue()));
      }
    }
    return wanted;
  }

  /** No table is there for it to read. */
  private AnalyzedQuery analyzed(SqlText query) {
    try {
      return analyses.analyze(
          query, new StagedResolver(name.sibling("no other table"), new Schema(List.of())));
    } catch (PerigonException e) {
      throw MaintenanceErrors.badPredicate(name, snapshot.partitionColumns(), e);
    }
  }

  private String row(int number, Map<String, String> values) {
    return "SELECT %d AS perigon_row, %s"
        .formatted(
            number,
            snapshot.partitionColumns().stream()
                .map(column -> value(snapshot.schema().find(column).orElseThrow(), values))
                .collect(joining(", ")));
  }

  private static String value(Column column, Map<String, String> values) {
    String text = values.get(column.name());
    return "CAST(%s AS %s) AS %s"
        .formatted(
            text == null ? "NULL" : Identifiers.literal(text),
            column.type().ddl(),
            Identifiers.quote(column.name()));
  }
}
