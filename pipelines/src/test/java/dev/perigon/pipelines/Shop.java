package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.duckdb.DuckDbEngine;
import dev.perigon.engine.duckdb.DuckDbOptions;
import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.LakehouseOptions;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.lakehouse.Warehouses;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.sql.TableName;
import dev.perigon.sql.statement.SqlText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A project, its data and its home in one folder, run with real Delta and real DuckDB. */
final class Shop implements AutoCloseable {
  static final Instant AS_OF = Instant.parse("2025-10-09T00:00:00Z");

  final Path root;
  final ProjectFolder project;
  final Warehouse warehouse;
  private final Path dataFolder;
  private final URI data;
  private final List<URI> allowed;
  private Updates updates;

  Shop(Path root) {
    this(
        root,
        Warehouses.open(root.resolve("home/warehouse").toUri(), LakehouseOptions.defaults()),
        root.resolve("data"),
        root.resolve("data").toUri(),
        root);
  }

  private Shop(Path root, Warehouse warehouse, Path dataFolder, URI data, Path allowed) {
    this.root = root;
    this.project = ProjectFolder.at(root.resolve("project"));
    this.warehouse = warehouse;
    this.dataFolder = dataFolder;
    this.data = data;
    this.allowed = List.of(allowed.toUri());
    create(dataFolder);
    this.updates = updates(warehouse, UnaryOperator.identity());
  }

  /**
   * With warehouse and data in a bucket, which only its own file system finds: in {@code
   * root/objects}. The engine may see the cache of copies only.
   */
  static Shop inBucket(Path root, long cacheBytes) {
    // A bucket of its own, because Hadoop keeps file systems by authority.
    URI bucket = URI.create("bucket://b" + UUID.randomUUID());
    Path cache = root.resolve("cache");
    Warehouse warehouse =
        Warehouses.open(
            bucket.resolve("/warehouse"),
            LakehouseOptions.defaults()
                .withCache(cache, cacheBytes)
                .withHadoopSettings(
                    Map.of(
                        "fs.bucket.impl",
                        "dev.perigon.lakehouse.BucketFileSystem",
                        "io.delta.kernel.logStore.bucket.impl",
                        "io.delta.storage.S3SingleDriverLogStore",
                        "fs.bucket.folder",
                        root.resolve("objects").toString())));
    return new Shop(root, warehouse, root.resolve("objects/data"), bucket.resolve("/data"), cache);
  }

  /** {@code to}, which holds all that {@code from} holds. */
  static Path copied(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Updates over another view of the same warehouse, or with an engine wrapped in something. */
  Updates updates(Warehouse seen, UnaryOperator<Engine> wrapped) {
    return new Updates(seen, () -> wrapped.apply(engine()), Optional.of(root.resolve("home")));
  }

  Engine engine() {
    return DuckDbEngine.open(
        DuckDbOptions.defaults()
            .withMemoryBytes(512L << 20)
            .withThreads(2)
            .withTimeZone(ZoneId.of("UTC"))
            .withSpillFolder(root.resolve("spill"))
            .withAllowedFolders(allowed),
        warehouse.files());
  }

  Shop sql(String file, String text) {
    project.with(file, text);
    return this;
  }

  /** {@code view}, computed key by key however few rows there are. */
  static String incremental(String view) {
    return view.replaceFirst(
        "\\bas\\s+(?=select|with)",
        "tblproperties ('pipelines.refresh.policy' = 'incremental') as ");
  }

  Shop data(String file, String text) {
    try {
      Path target = dataFolder.resolve(file);
      Files.createDirectories(target.getParent());
      Files.writeString(target, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  UpdateRequest request() {
    return new UpdateRequest(data, AS_OF, List.of(), List.of(), false, false, 2);
  }

  /** As {@link #request}, one dataset at a time. */
  UpdateRequest oneByOne() {
    return new UpdateRequest(data, AS_OF, List.of(), List.of(), false, false, 1);
  }

  UpdateResult run() {
    return run(request());
  }

  UpdateResult run(UpdateRequest request) {
    return run(updates, request);
  }

  UpdateResult run(Updates with, UpdateRequest request) {
    return with.run(project.load(), request, new UpdateListener() {});
  }

  /** Runs, and complains when something failed. */
  UpdateResult refresh() {
    UpdateResult result = run();
    result
        .error()
        .ifPresent(
            e -> {
              throw e;
            });
    return result;
  }

  /** All rows of a query, each as its values in order. */
  List<List<Object>> rows(String sql) {
    SqlText text = SqlText.of("test", sql);
    List<List<Object>> all = new ArrayList<>();
    try (Rows rows = updates.query(text, Optional.of(project.load()), data, AS_OF)) {
      while (rows.next()) {
        List<Object> row = new ArrayList<>();
        for (int i = 0; i < rows.schema().columns().size(); i++) {
          row.add(rows.value(i));
        }
        all.add(row);
      }
    }
    return all;
  }

  /** Writes what a query answers as Parquet into a folder of the data. */
  void parquet(String folder, String sql) {
    updates.write(
        SqlText.of("test", sql),
        Optional.of(project.load()),
        data,
        AS_OF,
        URI.create(data + "/" + folder));
  }

  Map<String, String> states(UpdateResult result) {
    Map<String, String> states = new java.util.LinkedHashMap<>();
    result.datasets().forEach(d -> states.put(d.name().table(), d.state().name()));
    return states;
  }

  static DatasetResult dataset(UpdateResult result, String name) {
    return result.datasets().stream()
        .filter(d -> d.name().table().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Somebody else takes files off {@code before}, the newest version. */
  void delete(String table, Snapshot before, Removal removal) {
    delete(table, before, removal, before.properties());
  }

  void delete(String table, Snapshot before, Removal removal, Map<String, String> properties) {
    warehouse
        .table(table(table))
        .commit(
            new Commit(
                Optional.of(before.version()),
                before.schema(),
                before.partitionColumns(),
                before.comment(),
                properties,
                removal,
                List.of(),
                Map.of(),
                "DELETE",
                Map.of()));
  }

  void compact(String table) {
    try (Engine engine = engine()) {
      new Optimizer(warehouse, Optional.empty(), () -> engine).optimize(table(table), 1 << 20);
    }
  }

  static TableName table(String name) {
    return new TableName("shop", "c360", name);
  }

  @Override
  public void close() {
    updates.close();
  }
}
