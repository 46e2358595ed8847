package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.statement.DatasetDefinition;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs what an update would run for the flows of one dataset, over the rows of a test: staged,
 * counted and kept by its rules; nothing is committed.
 */
final class FixtureRun {
  private final BoundFixture fixture;
  private final Dataset dataset;
  private final Engine engine;
  private final UpdateContext context;
  private final Path folder;
  private final Optional<RuleCheck> check;
  private List<ExpectationResult> counts = List.of();
  private int folders;

  /**
   * @param folder for files of this run alone
   */
  FixtureRun(BoundFixture fixture, Engine engine, UpdateContext context, Path folder) {
    this.fixture = fixture;
    this.dataset = fixture.planned().dataset();
    this.engine = engine;
    this.context = context;
    this.folder = folder;
    this.check =
        fixture.planned().rules().map(rules -> new RuleCheck(dataset, rules, engine, context));
  }

  /**
   * @param kept the rows of the dataset; none when a rule stops the update
   * @param held the rows that go to quarantine
   */
  record Outcome(RowSet kept, RowSet held, List<ExpectationResult> counts) {
    Outcome {
      counts = List.copyOf(counts);
    }

    /** The first FAIL UPDATE rule that is violated. */
    Optional<ExpectationResult> stopped() {
      return counts.stream()
          .filter(c -> c.action().equals("FAIL UPDATE") && c.failed() > 0)
          .findFirst();
    }
  }

  Outcome run() {
    Schema held = Rules.quarantine(fixture.planned().staged());
    Outcome all =
        new Outcome(
            new RowSet(fixture.planned().schema(), List.of()),
            new RowSet(held, List.of()),
            List.of());
    for (int i = 0; i < fixture.queries().size(); i++) {
      BoundQuery query = bound(fixture.queries().get(i), fixture.given().get(i));
      Outcome one = dataset.isStored() ? stored(query) : view(query);
      counts = DatasetRun.sum(counts, one.counts());
      all = new Outcome(all.kept().and(one.kept()), all.held().and(one.held()), counts);
    }
    return all;
  }

  private Outcome view(BoundQuery query) {
    RowSet rows = read(query);
    Schema schema = fixture.planned().schema();
    return new Outcome(
        new RowSet(schema, rows.rows()),
        new RowSet(Rules.quarantine(schema), List.of()),
        List.of());
  }

  private Outcome stored(BoundQuery query) {
    WrittenFiles staged = write(query);
    Slice.Delta slice = slice(staged);
    RowSet none = new RowSet(fixture.planned().schema(), List.of());
    RowSet held = new RowSet(Rules.quarantine(fixture.planned().staged()), List.of());
    if (check.isEmpty()) {
      return new Outcome(kept(staged), held, List.of());
    }
    RuleCheck.Counts found = check.get().count(slice, staged.rows());
    Outcome stopped = new Outcome(none, held, check.get().results(found));
    if (stopped.stopped().isPresent()) {
      return stopped;
    }
    if (check.get().quarantinesRows(found)) {
      held = read(check.get().held(slice, FlowBinder.source(query.query())));
    }
    WrittenFiles kept = check.get().takesRowsOff(found) ? write(check.get().kept(slice)) : staged;
    return new Outcome(kept(kept), held, stopped.counts());
  }

  private RowSet kept(WrittenFiles files) {
    PlannedDataset planned = fixture.planned();
    new NullCheck(dataset, partitions(), engine, context)
        .check(files, planned.schema(), planned.staged());
    SqlText all = RuleQueries.all(dataset.name());
    AnalyzedQuery query =
        context.analyses().analyze(all, new StagedResolver(dataset.name(), planned.staged()));
    RowSet rows = read(new BoundQuery(query, List.of(slice(files)), context.asOf()));
    return new RowSet(planned.schema(), rows.rows());
  }

  private RowSet read(BoundQuery query) {
    try (Rows rows = engine.read(query)) {
      return RowSet.read(rows);
    }
  }

  private Slice.Delta slice(WrittenFiles files) {
    Schema staged = fixture.planned().staged();
    return new Slice.Delta(staged, staged, partitions(), files.files());
  }

  private List<String> partitions() {
    return dataset.definition().map(DatasetDefinition::partitionBy).orElse(List.of());
  }

  private WrittenFiles write(BoundQuery query) {
    URI place = folder.resolve("rows_" + folders++).toUri();
    return engine.write(
        query,
        new Destination(
            place, fixture.planned().staged(), partitions(), Destination.DEFAULT_FILE_BYTES));
  }

  private BoundQuery bound(AnalyzedQuery query, List<RowSet> given) {
    List<Slice> slices = new ArrayList<>();
    for (RowSet rows : given) {
      List<StoredFile> files = rows.rows().isEmpty() ? List.of() : List.of(file(rows));
      slices.add(new SourceFiles("json", java.util.Map.of(), rows.schema(), files));
    }
    return new BoundQuery(query, slices, context.asOf());
  }

  private StoredFile file(RowSet rows) {
    Path file = folder.resolve("given_" + folders++ + ".json");
    try {
      Files.createDirectories(folder);
      FixtureJson.write(rows, file, fixture.test().origin());
      return new StoredFile(
          file.toUri(), Files.size(file), Files.getLastModifiedTime(file).toMillis());
    } catch (IOException e) {
      throw FixtureErrors.cannotWrite(file, e);
    }
  }
}
