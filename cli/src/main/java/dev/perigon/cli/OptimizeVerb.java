package dev.perigon.cli;

import dev.perigon.pipelines.Optimizer;
import dev.perigon.sql.TableName;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code optimize}: few files of many. */
@Command(
    name = "optimize",
    description = "Writes a table's small files anew as fewer; readers and streams notice nothing.",
    footer = {
      "  perigon optimize src_customers --dry-run",
      "  perigon optimize src_customers --target-size 256MB"
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
      description = "Sort by these columns together (comes with a later release).")
  private String zorder;

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
    if (zorder != null) {
      throw CliErrors.later("--zorder");
    }
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
      Optimizer.Result result =
          dryRun ? optimizer.plan(name, target) : optimizer.optimize(name, target);
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
        "%,d small files of %,d bytes".formatted(result.filesRemoved(), result.bytesRemoved());
    return dryRun
        ? "%s: would write %s anew".formatted(name, before)
        : "%s: %s became %,d of %,d bytes in version %d"
            .formatted(
                name,
                before,
                result.filesAdded(),
                result.bytesAdded(),
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
          document.writeEndObject();
        });
  }
}
