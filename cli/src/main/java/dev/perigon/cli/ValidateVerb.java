package dev.perigon.cli;

import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code validate}: every complaint about a project, without reading data. */
@Command(
    name = "validate",
    description =
        "Checks a project: datasets, report, queries/, tests/. Reads no data, writes nothing.",
    footer = {
      "  perigon validate retail",
      "  perigon validate ./my-project --types",
      "  perigon validate ./my-project --json"
    })
final class ValidateVerb extends Verb {
  @Mixin private ProjectArgument project;
  @Mixin private Analysis analysis;

  @Option(names = "--types", description = "Show the columns of every dataset with their types.")
  private boolean types;

  @Mixin private JsonOption json;

  private final Interruption interruption;

  ValidateVerb(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    Project loaded = project.load(terminal());
    Analysis.Found found = analysis.withTests(loaded, terminal(), interruption);
    if (json.json()) {
      new JsonUpdatePrinter(terminal()).print(loaded, found.result(), new Report(List.of()));
    } else {
      print(loaded, found);
    }
    return 0;
  }

  private void print(Project loaded, Analysis.Found found) {
    UpdateResult result = found.result();
    PrintStream out = terminal().out();
    if (types) {
      for (DatasetResult dataset : result.datasets()) {
        String kind = dataset.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        out.printf("%s (%s)%n", dataset.name(), kind);
        ColumnLines.of(dataset.schema(), "  ").forEach(out::println);
        out.println();
      }
    }
    result.notes().forEach(note -> out.println("note: " + note));
    String checked =
        counted(result.datasets().size(), "dataset")
            + counted(loaded.report().size(), ", ", "report query", "report queries")
            + counted(loaded.questions().size(), ", ", "query in queries/", "queries in queries/")
            + counted(found.tests().size(), ", ", "test", "tests");
    out.println("%s: %s, no complaints".formatted(loaded.name(), checked));
  }

  private static String counted(int count, String what) {
    return "%,d %s%s".formatted(count, what, count == 1 ? "" : "s");
  }

  private static String counted(int count, String before, String one, String many) {
    return count == 0 ? "" : "%s%,d %s".formatted(before, count, count == 1 ? one : many);
  }
}
