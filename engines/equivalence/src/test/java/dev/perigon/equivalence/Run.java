package dev.perigon.equivalence;

import dev.perigon.engine.Engine;
import dev.perigon.engine.duckdb.DuckDbEngine;
import dev.perigon.engine.duckdb.DuckDbOptions;
import dev.perigon.engine.spark.SparkEngine;
import dev.perigon.engine.spark.SparkOptions;
import dev.perigon.lakehouse.LakehouseOptions;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.lakehouse.Warehouses;
import dev.perigon.pipelines.HeldSelection;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.Replayer;
import dev.perigon.pipelines.Replayer.Replayed;
import dev.perigon.pipelines.UpdateListener;
import dev.perigon.pipelines.UpdateRequest;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.Updates;
import dev.perigon.sql.TableName;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.statement.Statement;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** One project over one folder of data, run by an engine into a home of its own. */
final class Run implements AutoCloseable {
  /** Keeps the Spark application of this process alive between tests. */
  private static SparkEngine shared;

  enum By {
    DUCKDB,
    SPARK
  }

  private final Path data;
  private final Instant asOf;
  private final Project project;
  private final Warehouse warehouse;
  private final Supplier<Engine> opener;
  private final Updates updates;

  Run(By engine, Project project, Path data, Path home, Instant asOf) {
    this.data = data;
    this.asOf = asOf;
    this.project = project;
    this.warehouse = Warehouses.open(home.toUri(), LakehouseOptions.defaults());
    this.opener = () -> open(engine, warehouse, List.of(data, home), project.timeZone());
    this.updates = new Updates(warehouse, opener, Optional.of(home));
  }

  static Engine open(By engine, Warehouse warehouse, List<Path> folders, ZoneId zone) {
    if (engine == By.SPARK) {
      SparkOptions options = sparkOptions().withTimeZone(zone);
      keepAlive(options, warehouse);
      return SparkEngine.open(options, warehouse.files());
    }
    Path spill = folders.get(folders.size() - 1).resolve("spill");
    return DuckDbEngine.open(
        DuckDbOptions.defaults()
            .withMemoryBytes(1L << 30)
            .withTimeZone(zone)
            .withSpillFolder(spill)
            .withAllowedFolders(folders.stream().map(Path::toUri).toList()),
        warehouse.files());
  }

  /** One folder for all: whichever engine comes first, its application outlives a test's folder. */
  static SparkOptions sparkOptions() {
    return SparkOptions.defaults().withSpillFolder(Path.of("target", "spark").toAbsolutePath());
  }

  private static synchronized void keepAlive(SparkOptions options, Warehouse warehouse) {
    if (shared == null) {
      shared = SparkEngine.open(options, warehouse.files());
    }
  }

  Warehouse warehouse() {
    return warehouse;
  }

  UpdateResult run() {
    return run(asOf);
  }

  UpdateResult run(Instant asOf) {
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

  /** Another text when something that the project reads has changed. */
  String sourceState() {
    return updates.sourceState(project, data.toUri());
  }

  /** How many rows an update wrote into a dataset. */
  static long rows(UpdateResult result, String dataset) {
    return result.datasets().stream()
        .filter(each -> each.name().table().equals(dataset))
        .findFirst()
        .orElseThrow()
        .rows();
  }

  /** Tries the rows that are held back from {@code dataset} again. */
  Replayed replay(String dataset) {
    Replayer replayer = new Replayer(warehouse, opener, Optional.empty());
    return replayer.replay(
        project,
        data.toUri(),
        asOf,
        new Replayer.Request(dataset, HeldSelection.ALL, Replayer.Form.FROM_SOURCE, false));
  }

  Table query(String sql) {
    return Table.of(
        updates.query(SqlText.of("test", sql), Optional.of(project), data.toUri(), asOf));
  }

  void write(String sql, Path folder) {
    updates.write(
        SqlText.of("test", sql), Optional.of(project), data.toUri(), asOf, folder.toUri());
  }

  /** True for a view over a STREAM, which only streaming tables may read. */
  boolean streams(TableName dataset) {
    return project.statements().stream()
        .map(Project.SourceStatement::statement)
        .filter(Statement.View.class::isInstance)
        .map(Statement.View.class::cast)
        .filter(view -> view.name().get(view.name().size() - 1).equals(dataset.table()))
        .anyMatch(view -> view.query().text().toLowerCase(Locale.ROOT).contains("stream("));
  }

  @Override
  public void close() {
    updates.close();
  }
}
