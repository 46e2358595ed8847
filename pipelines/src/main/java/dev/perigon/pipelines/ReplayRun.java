package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Stages what a replay of one dataset comes to. Every step is a query over files that the step
 * before it wrote, so that what one decides the others see.
 */
final class ReplayRun implements AutoCloseable {
  private final PlannedDataset planned;
  private final Snapshot target;
  private final Snapshot held;
  private final ReplayQueries queries;
  private final Engine engine;
  private final UpdateContext context;
  private final Staging scratch;
  private final Map<TableName, Schema> schemas = new HashMap<>();
  private final Map<TableName, Slice> slices = new HashMap<>();

  ReplayRun(
      PlannedDataset planned,
      Snapshot target,
      Snapshot held,
      ReplayQueries queries,
      Engine engine,
      UpdateContext context) {
    this.planned = planned;
    this.target = target;
    this.held = held;
    this.queries = queries;
    this.engine = engine;
    this.context = context;
    this.scratch = new Staging(engine, context.tables().warehouse().files());
    put(queries.held(), held.schema(), slice(held));
    put(ReplayQueries.PRESENT, target.schema(), slice(target));
  }

  /**
   * What passes, not yet written.
   *
   * @param all rows in the quarantine
   * @param sources of the chosen rows, how many rows of the flow's source were found; empty when it
   *     was not asked
   * @param present of the chosen rows, how many are in the dataset already
   */
  record Passing(long all, long chosen, long passing, OptionalLong sources, long present) {}

  Passing find(HeldSelection selection) {
    Schema marked = ReplayQueries.marked(held.schema());
    WrittenFiles all = write(queries.mark(selection), marked);
    put(queries.held(), marked, slice(marked, all.files()));
    long chosen = all.rows() == 0 ? 0 : count(queries.chosen());
    OptionalLong sources = OptionalLong.empty();
    long present = 0;
    if (chosen > 0 && queries.byCoordinates()) {
      sources = OptionalLong.of(fromSource());
      present = count(queries.present());
    } else {
      WrittenFiles rows = write(queries.asHeld(held.schema()), queries.recast());
      put(dataset(), queries.recast(), slice(queries.recast(), rows.files()));
    }
    WrittenFiles passing = write(queries.passing(), queries.keyColumns());
    put(ReplayQueries.PASSING, queries.keyColumns(), slice(queries.keyColumns(), passing.files()));
    return new Passing(all.rows(), chosen, passing.rows(), sources, present);
  }

  /** Runs the flow's query of today over the rows that the chosen ones came from. */
  private long fromSource() {
    AnalyzedQuery query = planned.flows().get(0).query();
    int streamed = ReplaySource.of(planned).orElseThrow();
    AnalyzedQuery.Input input = query.inputs().get(streamed);
    TableName source = ((Relation.Table) input.relation()).name();
    List<Slice> inputs = new ArrayList<>(context.binder().whole(query).slices());
    TableName name = new TableName("perigon", "replay", "source");
    put(name, input.schema(), inputs.get(streamed));
    WrittenFiles rows = write(queries.sources(name), OutputFit.nullable(input.schema()));
    inputs.set(streamed, slice(input.schema(), rows.files()));
    WrittenFiles output =
        scratch.write(
            new BoundQuery(query, inputs, context.asOf()), table(), planned.staged(), List.of());
    put(dataset(), planned.staged(), slice(planned.staged(), output.files()));
    return rows.rows();
  }

  /** The rows for the dataset, and those that stay, as files to commit. */
  record Staged(List<DataFile> added, List<DataFile> rest) {}

  Staged write(Passing passing, Staging staging, Quarantine quarantine) {
    WrittenFiles added =
        staging.write(
            bound(queries.added()), table(), planned.staged(), planned.table().partitionBy());
    WrittenFiles rest =
        staging.write(
            bound(queries.rest(held.schema())), quarantine.table(), held.schema(), List.of());
    if (added.rows() != passing.passing() || rest.rows() + added.rows() != passing.all()) {
      throw new IllegalStateException(
          "Of %d rows %d pass, but %d go and %d stay"
              .formatted(passing.all(), passing.passing(), added.rows(), rest.rows()));
    }
    return new Staged(added.files(), rest.files());
  }

  private TableName dataset() {
    return planned.dataset().name();
  }

  private DeltaTable table() {
    return context.tables().warehouse().table(dataset());
  }

  private void put(TableName name, Schema schema, Slice slice) {
    schemas.put(name, schema);
    slices.put(name, slice);
  }

  private WrittenFiles write(SqlText text, Schema schema) {
    return scratch.write(bound(text), table(), schema, List.of());
  }

  private long count(SqlText text) {
    try (Rows rows = engine.read(bound(text))) {
      rows.next();
      return ((Number) rows.value(0)).longValue();
    }
  }

  private BoundQuery bound(SqlText text) {
    AnalyzedQuery query = context.analyses().analyze(text, new ReplayQueries.Names(schemas));
    return new BoundQuery(
        query,
        query.inputs().stream()
            .map(input -> slices.get(((Relation.Table) input.relation()).name()))
            .toList(),
        context.asOf());
  }

  private static Slice slice(Snapshot table) {
    return new Slice.Delta(
        table.schema(), table.physicalSchema(), table.partitionColumns(), table.files());
  }

  private static Slice slice(Schema schema, List<DataFile> files) {
    return new Slice.Delta(schema, schema, List.of(), files);
  }

  /** What only the steps needed is deleted. */
  @Override
  public void close() {
    scratch.discardAll();
  }
}
