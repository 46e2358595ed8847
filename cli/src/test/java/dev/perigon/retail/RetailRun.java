package dev.perigon.retail;

import dev.perigon.engine.Rows;
import dev.perigon.engine.duckdb.DuckDbEngine;
import dev.perigon.engine.duckdb.DuckDbOptions;
import dev.perigon.lakehouse.LakehouseOptions;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.lakehouse.Warehouses;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateListener;
import dev.perigon.pipelines.UpdateRequest;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.Updates;
import dev.perigon.sql.statement.SqlText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The retail project, run over a folder of files into a new home. */
final class RetailRun implements AutoCloseable {
  private static final Path PROJECT = projectFolder();

  private final Path data;
  private final Instant asOf;
  private final Project project;
  private final Updates updates;

  RetailRun(Path data, Path home, LocalDate asOf) {
    this.data = data;
    this.asOf = asOf.atTime(18, 30).toInstant(ZoneOffset.UTC);
    this.project = Project.load(PROJECT, Map.of());
    Warehouse warehouse = Warehouses.open(home.toUri(), LakehouseOptions.defaults());
    DuckDbOptions options =
        DuckDbOptions.defaults()
            .withMemoryBytes(1L << 30)
            .withTimeZone(project.timeZone())
            .withSpillFolder(home.resolve("spill"))
            .withAllowedFolders(List.of(data.toUri(), home.toUri()));
    this.updates = new Updates(warehouse, () -> DuckDbEngine.open(options, warehouse.files()));
  }

  private static Path projectFolder() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("projects/retail/perigon.yml"))) {
      folder = folder.getParent();
    }
    return folder.resolve("projects/retail");
  }

  Project project() {
    return project;
  }

  UpdateResult run() {
    UpdateRequest request =
        new UpdateRequest(data.toUri(), asOf, List.of(), List.of(), false, false, 2);
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

  @Override
  public void close() {
    updates.close();
  }
}
