package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes a test of one dataset from current data: a few rows in, and what comes out of them. */
final class FixtureMaker {
  private static final int TRIES = 300;

  private final Project project;
  private final PlannedDataset planned;
  private final FixturePlans plans;
  private final Engine engine;
  private final UpdateContext context;
  private final Path work;
  private int runs;

  FixtureMaker(
      Project project,
      PlannedDataset planned,
      FixturePlans plans,
      Engine engine,
      UpdateContext context,
      Path work) {
    this.project = project;
    this.planned = planned;
    this.plans = plans;
    this.engine = engine;
    this.context = context;
    this.work = work;
  }

  NewFixture make() {
    TableName name = planned.dataset().name();
    List<AnalyzedQuery> queries = plans.queries(planned, Map.of());
    List<List<RowSet>> sample = new FixtureSample(engine, context).of(queries);
    FixtureRun.Outcome wanted = run(queries, sample);
    if (wanted.kept().rows().isEmpty() && wanted.stopped().isEmpty()) {
      throw FixtureErrors.nothingComesOut(plans.datasets().shortName(name));
    }
    List<List<RowSet>> few =
        new FixtureShrink(sample, given -> same(run(queries, given), wanted), TRIES).run();
    FixtureYaml yaml =
        new FixtureYaml(plans.datasets().shortName(name), context.asOf(), "as in current data");
    int given = write(queries, few, yaml);
    yaml.expect(wanted, planned.dataset().hasQuarantine());
    Path file = project.folder().resolve(FixtureFiles.FOLDER).resolve(name.table() + ".yml");
    return new NewFixture(
        file, yaml.toString(), context.asOf(), given, wanted.kept().rows().size());
  }

  private FixtureRun.Outcome run(List<AnalyzedQuery> queries, List<List<RowSet>> given) {
    BoundFixture fixture =
        new BoundFixture(
            new PipelineTest("new", planned.dataset().name().table(), planned.dataset().origin()),
            context.asOf(),
            planned,
            plans.analyses(),
            queries,
            given,
            Optional.empty(),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    return new FixtureRun(fixture, engine, context, work.resolve("new_" + runs++)).run();
  }

  private static boolean same(FixtureRun.Outcome one, FixtureRun.Outcome other) {
    return one.counts().equals(other.counts())
        && RowComparison.of(one.kept(), other.kept()).isEqual()
        && RowComparison.of(one.held(), other.held()).isEqual();
  }

  /** How many rows; each input once. */
  private int write(List<AnalyzedQuery> queries, List<List<RowSet>> given, FixtureYaml yaml) {
    Set<String> written = new HashSet<>();
    int rows = 0;
    for (int q = 0; q < queries.size(); q++) {
      for (int i = 0; i < queries.get(q).inputs().size(); i++) {
        Relation relation = queries.get(q).inputs().get(i).relation();
        String name = plans.datasets().shortName(relation);
        if (written.add(name)) {
          yaml.given(name, given.get(q).get(i));
          rows += given.get(q).get(i).rows().size();
        }
      }
    }
    return rows;
  }
}
