package dev.perigon.cli;

import dev.perigon.pipelines.FixtureResult;
import dev.perigon.pipelines.NewFixture;
import dev.perigon.pipelines.PipelineTests;
import dev.perigon.pipelines.Project;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
      "  perigon test ./my-project --create dim_customers"
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

  @Option(
      names = "--create",
      paramLabel = "NAME",
      description = "Write a test of this dataset from current data, instead of running tests.")
  private String create;

  @Option(names = "--overwrite", description = "With --create: replace the file that is there.")
  private boolean overwrite;

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
    try (TestFolder work = TestFolder.open()) {
      Path scratch = work.path().resolve("sample");
      URI files = data.findForTypes(loaded, folder, scratch, terminal());
      EngineSetup setup = engine.setup(folder, Optional.of(loaded), files);
      try (Workspace workspace = Workspace.open(folder, setup.writingTo(work.uri()), interruption);
          PipelineTests tests = workspace.tests()) {
        return create == null
            ? run(loaded, files, work, tests)
            : create(loaded, files, work, tests);
      }
    }
  }

  private int create(Project loaded, URI files, TestFolder work, PipelineTests tests) {
    NewFixture made = tests.create(loaded, files, create, work.path());
    Path file = made.file();
    if (Files.exists(file) && !overwrite) {
      throw CliErrors.testExists(file);
    }
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, made.yaml());
    } catch (IOException e) {
      throw CliErrors.cannotWrite(file, e);
    }
    if (json.json()) {
      JsonText.print(
          terminal().out(),
          document -> {
            document.writeStartObject();
            document.writeStringField("file", file.toString());
            document.writeStringField("as_of", made.asOf().toString());
            document.writeNumberField("given", made.given());
            document.writeNumberField("expected", made.expected());
            document.writeEndObject();
          });
    } else {
      terminal()
          .out()
          .println(
              "Wrote %s: %,d rows in, %,d rows out, as of %s"
                  .formatted(file, made.given(), made.expected(), made.asOf()));
      terminal()
          .out()
          .println("It holds values from your data: look through it before others see it.");
    }
    return 0;
  }

  private int run(Project loaded, URI files, TestFolder work, PipelineTests tests) {
    TestPrinter printer = json.json() ? new JsonTests(terminal()) : new TestLines(terminal());
    List<FixtureResult> results = tests.run(loaded, files, select, work.path(), printer::finished);
    printer.print(loaded, results);
    return results.stream().allMatch(FixtureResult::passed) ? 0 : FAILED;
  }
}
