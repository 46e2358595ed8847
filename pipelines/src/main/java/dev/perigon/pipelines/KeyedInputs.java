package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.type.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a view's query reads when only the rows of some keys are wanted. */
final class KeyedInputs {
  /** Beyond this share of an input's rows, to compute all is less work. */
  static final double MOST = 1.0 / 3;

  private final FlowBatch batch;
  private final List<InputChange> changes;
  private final Map<Integer, String> tied;
  private final KeySet keys;
  private final KeyQueries queries;
  private final UpdateContext context;
  private final Staging scratch;
  private final DeltaTable table;

  /**
   * @param scratch for the rows, until the view is computed
   * @param table below which they are
   */
  KeyedInputs(
      FlowBatch batch,
      List<InputChange> changes,
      ChangedKeys.Found found,
      KeyQueries queries,
      UpdateContext context,
      Staging scratch,
      DeltaTable table) {
    this.batch = batch;
    this.changes = changes;
    this.tied = found.key().inputs();
    this.keys = found.keys();
    this.queries = queries;
    this.context = context;
    this.scratch = scratch;
    this.table = table;
  }

  /** Each input that the key splits, cut down to the keys; empty when too much of one is left. */
  Optional<List<Slice>> now() {
    List<Slice> slices = new ArrayList<>(batch.query().slices());
    for (InputChange change : changes) {
      WrittenFiles some = some(change.now(), change.input());
      Optional<Long> all = InputChange.rows(change.now().files());
      if (all.isPresent() && some.rows() > all.get() * MOST) {
        return Optional.empty();
      }
      slices.set(change.input(), slice(some, change.now()));
    }
    for (int input : tied.keySet()) {
      if (!isChanged(input) && slices.get(input) instanceof Slice.Delta) {
        Snapshot read = batch.tablesRead().get(input).orElseThrow().snapshot();
        slices.set(input, slice(some(read, input), read));
      }
    }
    return Optional.of(slices);
  }

  private boolean isChanged(int input) {
    return changes.stream().anyMatch(change -> change.input() == input);
  }

  /**
   * The same as the view's last commit read it.
   *
   * @param now {@link #now}
   */
  List<Slice> before(List<Slice> now) {
    List<Slice> slices = new ArrayList<>(now);
    for (InputChange change : changes) {
      slices.set(change.input(), slice(some(change.before(), change.input()), change.before()));
    }
    return slices;
  }

  /** The view's query over these. */
  BoundQuery bound(List<Slice> slices) {
    return new BoundQuery(batch.query().query(), slices, context.asOf());
  }

  private WrittenFiles some(Snapshot read, int input) {
    String key = tied.get(input);
    List<DataFile> files =
        read.schema().names().stream()
            .filter(name -> key.equals(Identifiers.quote(name)) && namesAreTheFiles(read))
            .findFirst()
            .map(name -> mayHold(read, name))
            .orElseGet(read::files);
    NamedSlices slices =
        new NamedSlices(
            Map.of(KeyQueries.ROWS, InputChange.slice(read, files), KeyQueries.KEYS, keys.slice()));
    BoundQuery query = slices.bound(queries.rowsOfKeys(key), context);
    return scratch.write(query, table, OutputFit.nullable(read.schema()), List.of());
  }

  private static boolean namesAreTheFiles(Snapshot read) {
    return read.schema().ddl().equals(read.physicalSchema().ddl());
  }

  private List<DataFile> mayHold(Snapshot read, String column) {
    return read.filesWithStatistics().stream().filter(file -> keys.mayBeIn(file, column)).toList();
  }

  private static Slice.Delta slice(WrittenFiles written, Snapshot read) {
    return new Slice.Delta(read.schema(), read.schema(), List.of(), written.files());
  }
}
