package dev.perigon.cli;

import dev.perigon.pipelines.Optimizer;
import dev.perigon.sql.TableName;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optimize}: few files of many. */
@Command(
    name = "optimize",
    description =
        "Writes a table's files anew: fewer, or ordered; readers and streams notice nothing.",
    footer = {
      "  perigon optimize src_customers --dry-run",
      "  perigon optimize src_customers --target-size 256MB",
      "  perigon optimize src_customers --zorder country,updated_at"
    })
final class OptimizeVerb extends Verb {
  @Mixin private TableArgument table;

  @Option(
      names = "--target-size",
      paramLabel = "SIZE",
      description = "About how large a file should be (default: 128MB).")
  private String targetSize;

  @Option(
      names = "--zorder",
      paramLabel = "COLUMN,…",
      split = ",",
      description =
          "Put rows near each other in these columns into the same files (default: the table's CLUSTER"
              + " BY).")
  private List<String> zorder = List.of();

  @Option(
      names = "--where",
      paramLabel = "PREDICATE",
      description = "Only partitions that this is true of, in Spark SQL.")
  private String where;

  @Option(names = "--dry-run", description = "Only count what would be written anew.")
  private boolean dryRun;

  @Mixin private HomeOption home;
  @Mixin private EngineOptions engine;
  @Mixin private JsonOption json;

  private final Interruption interruption;

  OptimizeVerb(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    engine.check();
    long target =
        targetSize == null
            ? Optimizer.defaultFileBytes()
            : EngineOptions.bytes("--target-size", targetSize);
    Home folder = home.home(terminal());
    EngineSetup setup = engine.setup(folder, Optional.empty(), folder.root());
    try (Workspace workspace = Workspace.open(folder, setup, interruption)) {
      TableName name = table.name(workspace.warehouse());
      Optimizer optimizer =
          new Optimizer(workspace.warehouse(), Optional.of(folder.local()), workspace::openEngine);
      Optimizer.Request request =
          new Optimizer.Request(
              target, zorder.stream().map(String::strip).toList(), Optional.ofNullable(where));
      Optimizer.Result result =
          dryRun ? optimizer.plan(name, request) : optimizer.optimize(name, request);
      if (json.json()) {
        printJson(name, result);
      } else {
        terminal().out().println(text(name, result));
      }
    }
    return 0;
  }

  private String text(TableName name, Optimizer.Result result) {
    if (result.filesRemoved() == 0) {
      return "%s: nothing to do".formatted(name);
    }
    String before =
        "%,d %sfiles of %,d bytes"
            .formatted(
                result.filesRemoved(),
                result.orderedBy().isEmpty() ? "small " : "",
                result.bytesRemoved());
    String order =
        result.orderedBy().isEmpty()
            ? ""
            : ", ordered by " + String.join(" and ", result.orderedBy());
    return dryRun
        ? "%s: would write %s anew%s".formatted(name, before, order)
        : "%s: %s became %,d of %,d bytes%s in version %d"
            .formatted(
                name,
                before,
                result.filesAdded(),
                result.bytesAdded(),
                order,
                result.version().orElseThrow());
  }

  private void printJson(TableName name, Optimizer.Result result) {
    JsonText.print(
        terminal().out(),
        document -> {
          document.writeStartObject();
          document.writeStringField("name", name.toString());
          document.writeBooleanField("dry_run", dryRun);
          if (result.version().isPresent()) {
            document.writeNumberField("version", result.version().get());
          }
          document.writeNumberField("files_removed", result.filesRemoved());
          document.writeNumberField("bytes_removed", result.bytesRemoved());
          document.writeNumberField("files_added", result.filesAdded());
          document.writeNumberField("bytes_added", result.bytesAdded());
          JsonText.strings(document, "ordered_by", result.orderedBy());
          document.writeEndObject();
        });
  }
}
