package dev.perigon.equivalence;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.LakehouseOptions;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.lakehouse.Warehouses;
import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Analyzer;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Both engines over one folder, with queries in Spark's SQL over slices by name. */
final class Pair implements AutoCloseable {
  static final Instant AS_OF = Instant.parse("2025-10-09T12:34:56.789Z");

  private final Path folder;
  private final Analyzer analyzer;
  private final Map<Run.By, Engine> engines = new HashMap<>();

  Pair(Path folder, ZoneId zone) {
    this.folder = folder;
    this.analyzer =
        new Analyzer(
            new SqlSettings(
                new Namespace("shop", "main"), zone, Map.of("limit", 2, "name", "it's \\ ü")));
    Warehouse warehouse = Warehouses.open(folder.toUri(), LakehouseOptions.defaults());
    for (Run.By by : Run.By.values()) {
      engines.put(by, Run.open(by, warehouse, List.of(folder), zone));
    }
  }

  Engine engine(Run.By by) {
    return engines.get(by);
  }

  /** {@code sql} over tables of these names. */
  BoundQuery query(String sql, Map<String, Slice> tables) {
    AnalyzedQuery query = analyzer.analyze(SqlText.of("query.sql", sql), new Names(tables));
    List<Slice> slices = query.inputs().stream().map(i -> slice(i.relation(), tables)).toList();
    return new BoundQuery(query, slices, AS_OF);
  }

  private static Slice slice(Relation relation, Map<String, Slice> tables) {
    return tables.get(((Relation.Table) relation).name().table());
  }

  Table read(Run.By by, String sql, Map<String, Slice> tables) {
    return Table.of(engine(by).read(query(sql, tables)));
  }

  WrittenFiles write(Run.By by, String sql, String... partitionBy) {
    BoundQuery query = query(sql, Map.of());
    return write(by, query, query.query().schema(), partitionBy);
  }

  WrittenFiles write(Run.By by, BoundQuery query, Schema schema, String... partitionBy) {
    URI place = folder.resolve(by + "-" + System.nanoTime()).toUri();
    return engine(by)
        .write(
            query,
            new Destination(place, schema, List.of(partitionBy), Destination.DEFAULT_FILE_BYTES));
  }

  static Slice slice(WrittenFiles written, Schema schema, String... partitionBy) {
    return new Slice.Delta(schema, schema, List.of(partitionBy), written.files());
  }

  @Override
  public void close() {
    engines.values().forEach(Engine::close);
  }

  private record Names(Map<String, Slice> tables) implements Resolver {
    @Override
    public Optional<Resolved> resolve(Relation relation) {
      return Optional.ofNullable(slice(relation, tables))
          .map(slice -> new Resolved.Rows(slice.schema()));
    }

    @Override
    public List<TableName> candidates() {
      return List.of();
    }
  }
}
