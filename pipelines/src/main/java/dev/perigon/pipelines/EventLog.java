package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.AnalyzedQuery.ColumnReference;
import dev.perigon.sql.query.AnalyzedQuery.Input;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.SqlText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Appends what happened to the tables of {@code system.pipelines}, one commit per table. Rows go
 * through the engine as a JSON file, with a query that needs no analysis.
 */
final class EventLog {
  private static final int ATTEMPTS = 20;

  private final Warehouse warehouse;
  private final Supplier<Engine> engine;

  EventLog(Warehouse warehouse, Supplier<Engine> engine) {
    this.warehouse = warehouse;
    this.engine = engine;
  }

  /** Appends to each table that has rows; several tables at a time. */
  void append(Map<EventTable, List<ObjectNode>> rows, Instant asOf) {
    List<EventTable> tables =
        rows.keySet().stream().filter(table -> !rows.get(table).isEmpty()).toList();
    tables.parallelStream().forEach(table -> append(table, rows.get(table), asOf));
  }

  private void append(EventTable events, List<ObjectNode> rows, Instant asOf) {
    DeltaTable table = warehouse.table(events.tableName());
    URI folder = URI.create(table.stagingFolder().toString() + "-events/");
    URI json = folder.resolve("rows.json");
    try {
      write(json, rows);
      StoredFile file = warehouse.files().find(json).orElseThrow();
      Destination where =
          new Destination(
              table.stagingFolder(), events.schema(), List.of(), Destination.DEFAULT_FILE_BYTES);
      commit(events, table, engine.get().write(query(events, file, asOf), where));
    } finally {
      warehouse.files().delete(folder);
    }
  }

  private void write(URI file, List<ObjectNode> rows) {
    String text =
        rows.stream().map(ObjectNode::toString).collect(Collectors.joining("\n", "", "\n"));
    try (OutputStream out = warehouse.files().write(file)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BoundQuery query(EventTable events, StoredFile file, Instant asOf) {
    Origin origin = Origin.startOf("event log");
    var relation = new Relation.Files("rows.json", "json", Map.of(), false, origin);
    AnalyzedQuery query =
        new AnalyzedQuery(
            new SqlText("SELECT * FROM read_files('rows.json', format => 'json')", origin),
            events.schema(),
            List.of(new Input(relation, events.schema())),
            events.schema().names().stream()
                .map(name -> List.of(new ColumnReference(0, name)))
                .toList(),
            new Rendering.Sql("SELECT * FROM input_0"));
    return new BoundQuery(
        query, List.of(new SourceFiles("json", Map.of(), events.schema(), List.of(file))), asOf);
  }

  /** Another project's update may append at the same time: then this one comes after it. */
  private static void commit(EventTable events, DeltaTable table, WrittenFiles written) {
    for (int attempt = 1; ; attempt++) {
      Optional<Long> version = table.snapshot().map(Snapshot::version);
      try {
        table.commit(
            new Commit(
                version,
                events.schema(),
                List.of(),
                Optional.of(events.comment()),
                Map.of("perigon.kind", "event log"),
                false,
                written.files(),
                Map.of(),
                "WRITE",
                Map.of("mode", "Append")));
        return;
      } catch (PerigonException e) {
        if (e.code() != ErrorCode.CONFLICT || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
