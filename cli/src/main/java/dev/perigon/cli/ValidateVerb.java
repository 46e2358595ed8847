package dev.perigon.cli;

import dev.perigon.pipelines.DatasetGraph;
import dev.perigon.pipelines.Project;
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
  @Mixin private JsonOption json;

  ValidateVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Project loaded = project.load(terminal());
    DatasetGraph graph = DatasetGraph.of(loaded);
    terminal()
        .out()
        .println("%s: %d datasets, no complaints".formatted(loaded.name(), graph.nodes().size()));
    return 0;
  }
}
