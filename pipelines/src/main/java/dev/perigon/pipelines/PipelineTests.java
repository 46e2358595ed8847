package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.pipelines.Fixture.Counts;
import dev.perigon.pipelines.FixtureResult.CountDifference;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the tests of projects: each gives rows to the real queries of a dataset and compares what
 * comes out. Tables are never written. Close it to free its engine.
 */
public final class PipelineTests implements AutoCloseable {
  private final Warehouse warehouse;
  private final EngineSession session;
  private final Optional<AnalysisCache> cache;
  private final Map<SqlSettings, Analyses> analyses = new HashMap<>();

  /**
   * @param engines opens an engine session, once for all tests
   * @param home a local folder for the cache of analysed queries
   */
  public PipelineTests(Warehouse warehouse, Supplier<Engine> engines, Optional<Path> home) {
    this.warehouse = warehouse;
    this.session = new EngineSession(engines);
    this.cache = home.map(h -> AnalysisCache.of(h, Files.isDirectory(h)));
  }

  /**
   * Everything that is wrong with the tests of {@code project}, without running them.
   *
   * @param data where relative {@code read_files} paths start: of sources that declare no schema
   * @return the tests there are
   */
  public List<PipelineTest> check(Project project, URI data) {
    return bound(project, data, List.of()).stream().map(BoundFixture::test).toList();
  }

  /**
   * Runs tests one after the other.
   *
   * @param select only tests of these datasets; empty for all
   * @param work a folder for the rows of tests; it is for the caller to delete
   * @param finished hears of each test as it ends
   * @throws PerigonException when a test cannot be understood, or there is none
   */
  public List<FixtureResult> run(
      Project project, URI data, List<String> select, Path work, Consumer<FixtureResult> finished) {
    session.prepare(Engine.Work.WRITE);
    List<BoundFixture> fixtures = bound(project, data, select);
    if (fixtures.isEmpty()) {
      throw FixtureErrors.none(project.name());
    }
    List<FixtureResult> results = new ArrayList<>();
    for (BoundFixture fixture : fixtures) {
      FixtureResult result = result(fixture, data, work.resolve("test_" + results.size()));
      results.add(result);
      finished.accept(result);
    }
    return results;
  }

  /**
   * Makes a test of one dataset from what the warehouse and the sources hold now: as of the last
   * run, a few rows of each input and what comes out of them. It holds values of customers.
   *
   * @param work as for {@link #run}
   */
  public NewFixture create(Project project, URI data, String dataset, Path work) {
    Tables tables = new Tables(warehouse);
    Analyses analyses = analyses(project, Map.of());
    ProjectGraph graph = new GraphBuilder(project, analyses::references, tables::names).build();
    TableName name = Selection.named(project, graph.datasets(), dataset);
    FixturePlans planning = plans(graph, tables, data, analyses);
    PlannedDataset planned = planning.plan(graph.datasets().find(name).orElseThrow());
    Instant asOf = lastRun(project, tables, planning);
    UpdateContext context =
        new UpdateContext("test", asOf, tables, new Sources(warehouse, data, analyses), analyses);
    return new FixtureMaker(project, planned, planning, session.get(), context, work).make();
  }

  /** The clock of the newest update that went well. */
  private Instant lastRun(Project project, Tables tables, FixturePlans planning) {
    if (tables.find(EventTable.UPDATES.tableName()).isEmpty()) {
      throw FixtureErrors.neverRun(project.name());
    }
    SqlText text =
        SqlText.of(
            "the last run",
            "SELECT project, as_of FROM %s WHERE state = 'COMPLETED' ORDER BY started_at DESC"
                .formatted(EventTable.UPDATES.tableName()));
    AnalyzedQuery query = planning.analyzed(text);
    Sources sources = new Sources(warehouse, project.data(), planning.analyses());
    FlowBinder binder = new FlowBinder(tables, sources, Instant.now());
    try (Rows updates = session.get().read(binder.whole(query))) {
      while (updates.next()) {
        if (project.name().equals(updates.value(0))) {
          return (Instant) updates.value(1);
        }
      }
    }
    throw FixtureErrors.neverRun(project.name());
  }

  private List<BoundFixture> bound(Project project, URI data, List<String> select) {
    Complaints complaints = new Complaints();
    List<Fixture> fixtures = FixtureFiles.read(project, complaints);
    if (fixtures.isEmpty() && complaints.isEmpty()) {
      return List.of();
    }
    Tables tables = new Tables(warehouse);
    Analyses analyses = analyses(project, Map.of());
    ProjectGraph graph = new GraphBuilder(project, analyses::references, tables::names).build();
    List<BoundFixture> bound = new ArrayList<>();
    Map<Map<String, Object>, FixturePlans> plans = new HashMap<>();
    for (Fixture fixture : selected(fixtures, select, project, graph.datasets())) {
      Optional<Dataset> dataset = graph.datasets().find(fixture.dataset());
      if (dataset.isEmpty()) {
        complaints.add(unknown(fixture, graph.datasets()));
        continue;
      }
      FixturePlans planning =
          plans.computeIfAbsent(
              fixture.parameters(), p -> plans(graph, tables, data, analyses(project, p)));
      PlannedDataset planned = planning.plan(dataset.get());
      complaints
          .collect(() -> new FixtureBinder(fixture, planned, planning, project, complaints).bind())
          .ifPresent(bound::add);
    }
    complaints.throwIfAny("Cannot test project '%s'".formatted(project.name()));
    return bound;
  }

  private Analyses analyses(Project project, Map<String, Object> parameters) {
    SqlSettings settings = Planner.settings(project);
    Map<String, Object> all = new HashMap<>(settings.parameters());
    all.putAll(parameters);
    return analyses.computeIfAbsent(
        new SqlSettings(settings.defaults(), settings.timeZone(), all),
        s -> new Analyses(s, cache));
  }

  private FixturePlans plans(ProjectGraph graph, Tables tables, URI data, Analyses analyses) {
    return new FixturePlans(
        graph, tables, new Sources(warehouse, data, analyses), analyses, session);
  }

  private static PerigonException unknown(Fixture fixture, Datasets datasets) {
    List<String> known = datasets.all().stream().map(d -> datasets.shortName(d.name())).toList();
    return FixtureErrors.noDataset(fixture.test().dataset(), known, fixture.test().origin());
  }

  private static List<Fixture> selected(
      List<Fixture> fixtures, List<String> select, Project project, Datasets datasets) {
    if (select.isEmpty()) {
      return fixtures;
    }
    Set<String> tested = new LinkedHashSet<>();
    fixtures.forEach(f -> tested.add(datasets.shortName(f.dataset())));
    List<Fixture> selected = new ArrayList<>();
    for (String name : select) {
      List<Fixture> found =
          fixtures.stream()
              .filter(f -> FixtureInput.names(name.strip(), f.dataset(), project.namespace()))
              .toList();
      if (found.isEmpty()) {
        throw FixtureErrors.noneSelected(name, tested);
      }
      selected.addAll(found);
    }
    return selected;
  }

  private FixtureResult result(BoundFixture fixture, URI data, Path folder) {
    long start = System.nanoTime();
    try {
      Tables tables = new Tables(warehouse);
      UpdateContext context =
          new UpdateContext(
              "test",
              fixture.asOf(),
              tables,
              new Sources(warehouse, data, fixture.analyses()),
              fixture.analyses());
      FixtureRun.Outcome outcome = new FixtureRun(fixture, session.get(), context, folder).run();
      return compared(fixture, outcome, since(start));
    } catch (PerigonException e) {
      return new FixtureResult(
          fixture.test(),
          since(start),
          Optional.of(e),
          Optional.empty(),
          List.of(),
          Optional.empty());
    }
  }

  private static Duration since(long start) {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static FixtureResult compared(
      BoundFixture fixture, FixtureRun.Outcome outcome, Duration duration) {
    List<CountDifference> counts = new ArrayList<>();
    for (ExpectationResult found : outcome.counts()) {
      fixture.counts().entrySet().stream()
          .filter(expected -> expected.getKey().equalsIgnoreCase(found.name()))
          .forEach(expected -> counts.addAll(differences(expected.getValue(), found)));
    }
    Optional<PerigonException> error = stop(fixture, outcome);
    boolean ran = outcome.stopped().isEmpty();
    return new FixtureResult(
        fixture.test(),
        duration,
        error,
        fixture.rows().filter(r -> ran).map(r -> RowComparison.of(r, outcome.kept())),
        counts,
        fixture.quarantine().filter(r -> ran).map(r -> RowComparison.of(r, outcome.held())));
  }

  private static Optional<PerigonException> stop(BoundFixture fixture, FixtureRun.Outcome outcome) {
    Optional<ExpectationResult> stopped = outcome.stopped();
    if (fixture.fails().isPresent()) {
      String wanted = fixture.fails().get().name();
      boolean asExpected =
          outcome.counts().stream()
              .anyMatch(
                  c ->
                      c.name().equalsIgnoreCase(wanted)
                          && c.action().equals("FAIL UPDATE")
                          && c.failed() > 0);
      return asExpected
          ? Optional.empty()
          : Optional.of(FixtureErrors.wouldNotFail(wanted, fixture.fails().get().origin()));
    }
    return stopped.map(
        rule ->
            FixtureErrors.wouldFail(
                rule.name(), rule.failed(), rule.evaluated(), fixture.test().origin()));
  }

  private static List<CountDifference> differences(Counts expected, ExpectationResult found) {
    List<CountDifference> differences = new ArrayList<>();
    differ("evaluated", expected.evaluated(), found.evaluated(), found, differences);
    differ("passed", expected.passed(), found.passed(), found, differences);
    differ("failed", expected.failed(), found.failed(), found, differences);
    return differences;
  }

  private static void differ(
      String what,
      Optional<Long> expected,
      long actual,
      ExpectationResult found,
      List<CountDifference> into) {
    expected
        .filter(count -> count != actual)
        .ifPresent(count -> into.add(new CountDifference(found.name(), what, count, actual)));
  }

  /** Closes the engine session. */
  @Override
  public void close() {
    session.close();
  }
}
