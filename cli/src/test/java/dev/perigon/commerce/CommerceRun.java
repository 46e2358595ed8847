package dev.perigon.commerce;

import dev.perigon.engine.Rows;
import dev.perigon.engine.duckdb.DuckDbEngine;
import dev.perigon.engine.duckdb.DuckDbOptions;
import dev.perigon.house.Repository;
import dev.perigon.lakehouse.LakehouseOptions;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.lakehouse.Warehouses;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateListener;
import dev.perigon.pipelines.UpdateRequest;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.Updates;
import dev.perigon.sql.statement.SqlText;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The commerce project, run over a folder of files into a home. */
final class CommerceRun implements AutoCloseable {
  private final Path data;
  private final Project project;
  private final Updates updates;
  private Instant asOf = Instant.EPOCH;

  CommerceRun(Path data, Path home) {
    this(data, home, Repository.root().resolve("projects/commerce"));
  }

  CommerceRun(Path data, Path home, Path project) {
    this.data = data;
    this.project = Project.load(project, Map.of());
    Warehouse warehouse = Warehouses.open(home.toUri(), LakehouseOptions.defaults());
    DuckDbOptions options =
        DuckDbOptions.defaults()
            .withMemoryBytes(1L << 30)
            .withTimeZone(this.project.timeZone())
            .withSpillFolder(home.resolve("spill"))
            .withAllowedFolders(List.of(data.toUri(), home.toUri()));
    this.updates = new Updates(warehouse, () -> DuckDbEngine.open(options, warehouse.files()));
  }

  /** One update, at half past six in the evening of {@code day}. */
  UpdateResult run(LocalDate day) {
    return run(day, List.of());
  }

  UpdateResult run(LocalDate day, List<String> fullRefresh) {
    asOf = day.atTime(18, 30).toInstant(ZoneOffset.UTC);
    UpdateRequest request =
        new UpdateRequest(data.toUri(), asOf, List.of(), fullRefresh, false, false, 2);
    UpdateResult result = updates.run(project, request, new UpdateListener() {});
    result
        .error()
        .ifPresent(
            error -> {
              throw error;
            });
    return result;
  }

  /** The rows of a query, each by column name in order. */
  List<Map<String, Object>> query(String sql) {
    List<Map<String, Object>> answer = new ArrayList<>();
    try (Rows rows =
        updates.query(SqlText.of("test", sql), Optional.of(project), data.toUri(), asOf)) {
      List<String> names = rows.schema().names();
      while (rows.next()) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
          row.put(names.get(i), rows.value(i));
        }
        answer.add(row);
      }
    }
    return answer;
  }

  /** All rows as text, sorted. */
  List<String> sorted(String sql) {
    return query(sql).stream().map(Object::toString).sorted().toList();
  }

  long count(String sql) {
    return ((Number) query(sql).get(0).values().iterator().next()).longValue();
  }

  @Override
  public void close() {
    updates.close();
  }
}
