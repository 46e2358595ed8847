package dev.perigon.cli;

import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Restoration;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.pipelines.Restorer;
import dev.perigon.pipelines.Restorer.Restored;
import dev.perigon.sql.TableName;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code restore}: an old version becomes the newest. Not a {@link Verb}: here {@code --version} is
 * the table's.
 */
@Command(
    name = "restore",
    description = "Makes an old version of a table its newest; flows go on from where they were.",
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    sortOptions = false,
    footer = {
      "  perigon restore src_customers --version 0 --dry-run",
      "  perigon restore src_customers --timestamp \"2025-10-09 12:00:00\""
    })
final class RestoreVerb implements Callable<Integer> {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help message and exit.")
  private boolean help;

  @Mixin private TableArgument table;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Moment moment;

  @Option(names = "--dry-run", description = "Only say what would change.")
  private boolean dryRun;

  @Mixin private HomeOption home;
  @Mixin private JsonOption json;

  private final Terminal terminal;

  RestoreVerb(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Which version. */
  private static final class Moment {
    @Option(
        names = "--version",
        paramLabel = "N",
        description = "A version that perigon history lists.")
    private Long version;

    @Option(
        names = "--timestamp",
        paramLabel = "TIME",
        description = "The version that was the newest then; without a zone, in UTC.")
    private String timestamp;

    long of(DeltaTable table) {
      return version != null
          ? version
          : table.snapshotAt(ClockOption.parse("--timestamp", timestamp, ZoneOffset.UTC)).version();
    }
  }

  @Override
  public Integer call() {
    Home folder = home.home(terminal);
    Warehouse warehouse = folder.warehouse();
    TableName name = table.name(warehouse);
    Restorer restorer = new Restorer(warehouse, Optional.of(folder.local()));
    long version = moment.of(warehouse.table(name));
    List<Restored> restored =
        dryRun ? restorer.plan(name, version) : restorer.restore(name, version);
    if (json.json()) {
      printJson(name, version, restored);
    } else if (restored.isEmpty()) {
      terminal.out().println("%s: version %d is the newest".formatted(name, version));
    } else {
      restored.forEach(part -> terminal.out().println(text(part)));
    }
    return 0;
  }

  private static String text(Restored part) {
    Restoration what = part.restoration();
    return "%s: %s with %,d files (%,d bytes) back and %,d files (%,d bytes) gone"
        .formatted(
            part.name(),
            part.version().isPresent()
                ? "version %d is version %d again,".formatted(part.version().get(), what.to())
                : "would restore version %d,".formatted(what.to()),
            what.filesAdded(),
            what.bytesAdded(),
            what.filesRemoved(),
            what.bytesRemoved());
  }

  private void printJson(TableName name, long version, List<Restored> restored) {
    JsonText.print(
        terminal.out(),
        document -> {
          document.writeStartObject();
          document.writeStringField("name", name.toString());
          document.writeNumberField("restored_version", version);
          document.writeBooleanField("dry_run", dryRun);
          document.writeArrayFieldStart("tables");
          for (Restored part : restored) {
            document.writeStartObject();
            document.writeStringField("name", part.name().toString());
            document.writeNumberField("restored_version", part.restoration().to());
            if (part.version().isPresent()) {
              document.writeNumberField("version", part.version().get());
            }
            document.writeNumberField("files_added", part.restoration().filesAdded());
            document.writeNumberField("bytes_added", part.restoration().bytesAdded());
            document.writeNumberField("files_removed", part.restoration().filesRemoved());
            document.writeNumberField("bytes_removed", part.restoration().bytesRemoved());
            document.writeEndObject();
          }
          document.writeEndArray();
          document.writeEndObject();
        });
  }
}
