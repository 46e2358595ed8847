package dev.perigon.cli;

import dev.perigon.pipelines.DatasetGraph;
import dev.perigon.pipelines.Project;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code graph}: what reads what. */
@Command(
    name = "graph",
    description = "Draws a project's datasets by layer, and what each reads.",
    footer = {"  perigon graph retail", "  perigon graph retail --format mermaid > graph.mmd"})
final class GraphVerb extends Verb {
  @Mixin private ProjectArgument project;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (the default), mermaid or json.")
  private Format format;

  enum Format {
    TEXT,
    MERMAID,
    JSON
  }

  GraphVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Project loaded = project.load(terminal());
    GraphDrawing drawing = new GraphDrawing(loaded, DatasetGraph.of(loaded));
    terminal()
        .out()
        .print(
            switch (format) {
              case TEXT -> drawing.text();
              case MERMAID -> drawing.mermaid();
              case JSON -> drawing.json();
            });
    return 0;
  }
}
