package dev.perigon.pipelines;

import static java.util.stream.Collectors.joining;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives columns of a table wider types: all of its files are written anew, in one commit that
 * changes no row, so that any reader reads the table and no stream reads a row twice.
 */
final class Widening {
  static final String OPERATION = "CHANGE COLUMN";

  private final TableName name;
  private final Engine engine;
  private final UpdateContext context;
  private final Staging staging;

  Widening(TableName name, Engine engine, UpdateContext context) {
    this.name = name;
    this.engine = engine;
    this.context = context;
    this.staging = new Staging(engine, context.tables().warehouse().files());
  }

  /** Does nothing when the table is not there or has the types of {@code wanted}. */
  void to(Schema wanted) {
    Optional<Snapshot> table = context.tables().find(name);
    if (table.isEmpty()) {
      return;
    }
    Schema schema = FlowAnalyses.widened(table.get().schema(), wanted.columns());
    if (schema.equals(table.get().schema())) {
      return;
    }
    try {
      rewrite(table.get(), schema);
    } catch (RuntimeException e) {
      staging.discardAll();
      throw e;
    }
  }

  private void rewrite(Snapshot table, Schema schema) {
    WrittenFiles written =
        staging.write(
            query(table),
            context.tables().warehouse().table(name),
            schema,
            table.partitionColumns());
    long before = rows(table.files());
    if (before >= 0 && before != written.rows()) {
      throw new IllegalStateException(
          "%d rows of %s became %d".formatted(before, name, written.rows()));
    }
    Commit commit =
        new Commit(
            Optional.of(table.version()),
            schema,
            table.partitionColumns(),
            Optional.empty(),
            Map.of(),
            Removal.rewritten(table.files()),
            written.files(),
            Map.of(),
            OPERATION,
            Map.of("columns", changed(table.schema(), schema)));
    staging.handOver();
    try {
      context.tables().commit(name, commit);
    } catch (PerigonException e) {
      if (Staging.surelyNotCommitted(e)) {
        staging.takeBack();
      }
      throw e;
    }
  }

  private BoundQuery query(Snapshot table) {
    String columns = table.schema().names().stream().map(Identifiers::quote).collect(joining(", "));
    SqlText text =
        SqlText.of(
            "wider columns", "SELECT %s FROM %s".formatted(columns, ChangeQueries.name(name)));
    Slice slice =
        new Slice.Delta(
            table.schema(), table.physicalSchema(), table.partitionColumns(), table.files());
    return new BoundQuery(
        context.analyses().analyze(text, new StagedResolver(name, table.schema())),
        List.of(slice),
        context.asOf());
  }

  /** -1 when the log does not tell. */
  private static long rows(List<DataFile> files) {
    long rows = 0;
    for (DataFile file : files) {
      if (file.statistics().isEmpty()) {
        return -1;
      }
      rows += file.statistics().get().rows() - file.deletedRows().length;
    }
    return rows;
  }

  private static String changed(Schema before, Schema after) {
    return after.columns().stream()
        .filter(c -> !c.type().equals(before.find(c.name()).orElseThrow().type()))
        .map(c -> c.name() + " " + c.type().ddl())
        .collect(joining(", "));
  }
}
