package dev.perigon.cli;

import dev.perigon.engine.duckdb.DuckDbOptions;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateListener;
import dev.perigon.pipelines.UpdateRequest;
import dev.perigon.pipelines.UpdateResult;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code validate}: every complaint about a project, without reading data. */
@Command(
    name = "validate",
    description = "Checks a project: names, types, dependencies. Reads no data, writes nothing.",
    footer = {"  perigon validate retail", "  perigon validate ./my-project --json"})
final class ValidateVerb extends Verb {
  @Mixin private ProjectArgument project;
  @Mixin private HomeOption home;
  @Mixin private DataOption data;
  @Mixin private EngineOptions engine;
  @Mixin private JsonOption json;

  private final Interruption interruption;

  ValidateVerb(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    Project loaded = project.load(terminal());
    Home folder = home.home(terminal());
    URI files = data.findForQuery(Optional.of(loaded), folder, terminal());
    UpdateResult result = analyse(loaded, folder, files);
    if (result.error().isPresent()) {
      throw result.error().get();
    }
    if (json.json()) {
      new JsonUpdatePrinter(terminal()).print(loaded, result, new Report(List.of()));
    } else {
      int count = result.datasets().size();
      terminal().out().println("%s: %d datasets, no complaints".formatted(loaded.name(), count));
    }
    return 0;
  }

  private UpdateResult analyse(Project loaded, Home folder, URI files) {
    DuckDbOptions options = engine.duckDb(folder, Optional.of(loaded), files);
    UpdateRequest dryRun =
        new UpdateRequest(files, Instant.now(), List.of(), List.of(), false, true, 1);
    try (Workspace workspace = Workspace.open(folder, options, interruption)) {
      return workspace.updates().run(loaded, dryRun, new UpdateListener() {});
    }
  }
}
