package dev.perigon.cli;

import dev.perigon.pipelines.DatasetGraph;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.sql.TableName;
import dev.perigon.sql.type.Schema;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code graph}: what reads what. */
@Command(
    name = "graph",
    description = "Draws a project's datasets by layer, and what each reads.",
    footer = {
      "  perigon graph retail",
      "  perigon graph retail --types",
      "  perigon graph retail --format mermaid > graph.mmd"
    })
final class GraphVerb extends Verb {
  @Mixin private ProjectArgument project;
  @Mixin private Analysis analysis;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (the default), mermaid or json.")
  private Format format;

  @Option(names = "--types", description = "Analyse, and show each dataset's columns and types.")
  private boolean types;

  private final Interruption interruption;

  enum Format {
    TEXT,
    MERMAID,
    JSON
  }

  GraphVerb(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    Project loaded = project.load(terminal());
    GraphDrawing drawing = new GraphDrawing(loaded, DatasetGraph.of(loaded), schemas(loaded));
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

  private Map<TableName, Schema> schemas(Project loaded) {
    return types
        ? analysis.of(loaded, terminal(), interruption).datasets().stream()
            .collect(Collectors.toMap(DatasetResult::name, DatasetResult::schema))
        : Map.of();
  }
}
