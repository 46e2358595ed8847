package dev.perigon.cli;

import dev.perigon.pipelines.FixtureResult;
import dev.perigon.pipelines.PipelineTests;
import dev.perigon.pipelines.Project;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code test}: rows in, rows out. */
@Command(
    name = "test",
    description =
        "Runs the tests below a project's tests/: rows in, rows out; tables are left alone.",
    footer = {
      "  perigon test retail",
      "  perigon test ./my-project --select dim_customers,fct_orders",
      "  perigon test ./my-project --json"
    })
final class TestVerb extends Verb {
  private static final int FAILED = 3;

  @Mixin private ProjectArgument project;

  @Option(
      names = "--select",
      split = ",",
      paramLabel = "NAME",
      description = "Only the tests of these datasets, separated by commas.")
  private List<String> select = List.of();

  @Mixin private DataOption data;
  @Mixin private HomeOption home;
  @Mixin private EngineOptions engine;
  @Mixin private JsonOption json;

  private final Interruption interruption;

  TestVerb(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    engine.check();
    Project loaded = project.load(terminal(), home.kept(terminal()));
    Home folder = home.home(terminal(), Optional.of(loaded));
    URI files = data.findForQuery(Optional.of(loaded), folder, terminal());
    EngineSetup setup = engine.setup(folder, Optional.of(loaded), files);
    try (TestFolder work = TestFolder.open();
        Workspace workspace = Workspace.open(folder, setup.writingTo(work.uri()), interruption);
        PipelineTests tests = workspace.tests()) {
      return run(loaded, files, work, tests);
    }
  }

  private int run(Project loaded, URI files, TestFolder work, PipelineTests tests) {
    TestPrinter printer = json.json() ? new JsonTests(terminal()) : new TestLines(terminal());
    List<FixtureResult> results = tests.run(loaded, files, select, work.path(), printer::finished);
    printer.print(loaded, results);
    return results.stream().allMatch(FixtureResult::passed) ? 0 : FAILED;
  }
}
