package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
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
  private final PlannedDataset filled;
  private final List<DataFile> kept = new ArrayList<>();
  private List<ExpectationResult> counts = List.of();
  private RowSet held;
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
    this.filled = fixture.planned().filled();
    this.held = none(Rules.quarantine(filled.staged()));
    this.check = filled.rules().map(rules -> new RuleCheck(dataset, rules, engine, context));
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
    if (!dataset.isStored() || isPlain()) {
      return new Outcome(read(), held, counts);
    }
    for (int i = 0; i < fixture.queries().size(); i++) {
      if (!stage(bound(i))) {
        return new Outcome(none(fixture.planned().schema()), held, counts);
      }
    }
    return new Outcome(rows(), held, counts);
  }

  /** True when staging would neither check nor change anything. */
  private boolean isPlain() {
    return check.isEmpty()
        && fixture.planned().changes().isEmpty()
        && filled.table().partitionBy().isEmpty()
        && filled.schema().columns().stream().allMatch(Column::nullable);
  }

  private RowSet read() {
    Schema schema = fixture.planned().schema();
    RowSet all = none(schema);
    for (int i = 0; i < fixture.queries().size(); i++) {
      all = all.and(new RowSet(schema, read(bound(i)).rows()));
    }
    return all;
  }

  private static RowSet none(Schema schema) {
    return new RowSet(schema, List.of());
  }

  /** False when a rule stops the update. */
  private boolean stage(BoundQuery query) {
    WrittenFiles staged = write(query);
    if (check.isPresent()) {
      Slice.Delta slice = slice(staged.files());
      RuleCheck.Counts found = check.get().count(slice, staged.rows());
      counts = DatasetRun.sum(counts, check.get().results(found));
      if (new Outcome(held, held, counts).stopped().isPresent()) {
        return false;
      }
      if (check.get().quarantinesRows(found)) {
        held = held.and(read(check.get().held(slice, FlowBinder.source(query.query()))));
      }
      if (check.get().takesRowsOff(found)) {
        staged = write(check.get().kept(slice));
      }
    }
    new NullCheck(dataset, filled.table().partitionBy(), engine, context)
        .check(staged, filled.schema(), filled.staged());
    if (filled.arrivals().isPresent()) {
      filled.arrivals().get().check(slice(staged.files()), engine, context);
    }
    kept.addAll(staged.files());
    return true;
  }

  /** What is kept, or for AUTO CDC what it comes to. */
  private RowSet rows() {
    Optional<PlannedChanges> changes = fixture.planned().changes();
    SqlText text =
        changes.isPresent() ? changes.get().queries().whole() : RuleQueries.all(dataset.name());
    Resolver names =
        changes.isPresent()
            ? changes.get().queries()
            : new StagedResolver(dataset.name(), filled.staged());
    AnalyzedQuery query = context.analyses().analyze(text, names);
    List<Slice> slices = Collections.nCopies(query.inputs().size(), slice(kept));
    RowSet rows = read(new BoundQuery(query, slices, context.asOf()));
    return new RowSet(fixture.planned().schema(), rows.rows());
  }

  private RowSet read(BoundQuery query) {
    try (Rows rows = engine.read(query)) {
      return RowSet.read(rows);
    }
  }

  private Slice.Delta slice(List<DataFile> files) {
    return new Slice.Delta(filled.staged(), filled.staged(), filled.table().partitionBy(), files);
  }

  private WrittenFiles write(BoundQuery query) {
    URI place = folder.resolve("rows_" + folders++).toUri();
    return engine.write(
        query,
        new Destination(
            place, filled.staged(), filled.table().partitionBy(), Destination.DEFAULT_FILE_BYTES));
  }

  private BoundQuery bound(int i) {
    List<Slice> slices = new ArrayList<>();
    AnalyzedQuery query = fixture.queries().get(i);
    for (RowSet rows : fixture.given().get(i)) {
      boolean tellsFiles = query.inputs().get(slices.size()).tellsFiles();
      List<StoredFile> files = rows.rows().isEmpty() ? List.of() : List.of(file(rows));
      slices.add(new SourceFiles("json", Map.of(), rows.schema(), files, tellsFiles));
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
