package dev.perigon.cli;

import dev.perigon.pipelines.HeldSelection;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.Quarantines;
import dev.perigon.pipelines.Quarantines.Dropped;
import dev.perigon.sql.TableName;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quarantine drop}: rows that nobody wants back. */
@Command(
    name = "drop",
    description = "Deletes rows that are held back; without --yes, only says how many.",
    footer = {
      "  perigon quarantine drop voice_cdrs",
      "  perigon quarantine drop voice_cdrs --rule readable --yes",
      "  perigon quarantine drop orders --where \"_quarantined_at < '2025-10-01'\" --yes"
    })
final class QuarantineDrop extends Verb {
  @Parameters(
      paramLabel = "DATASET",
      description = "A dataset, or the end of its name when only one fits.")
  private String dataset;

  @Mixin private HeldOptions held;

  @Option(names = "--yes", description = "Drop them.")
  private boolean yes;

  @Option(names = "--dry-run", description = "Only say how many would be dropped.")
  private boolean dryRun;

  @Mixin private ProjectOption project;
  @Mixin private HomeOption home;
  @Mixin private EngineOptions engine;
  @Mixin private JsonOption json;

  private final Interruption interruption;

  QuarantineDrop(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    engine.check();
    Optional<Project> loaded = project.load(terminal(), home);
    Home folder = home.home(terminal(), loaded);
    EngineSetup setup = engine.setup(folder, loaded, folder.root());
    try (Workspace workspace = Workspace.open(folder, setup, interruption);
        Quarantines quarantines = workspace.quarantines()) {
      TableName name = quarantines.find(dataset);
      HeldSelection selection = held.selection();
      if (yes && !dryRun) {
        print(quarantines.drop(name, selection));
        return 0;
      }
      Dropped planned = quarantines.plan(name, selection);
      if (!dryRun) {
        throw CliErrors.dropNeedsYes(name, planned.rows(), planned.left());
      }
      print(planned);
    }
    return 0;
  }

  private void print(Dropped dropped) {
    if (json.json()) {
      printJson(dropped);
      return;
    }
    terminal()
        .out()
        .println(
            "%s: %s %,d rows from quarantine; %,d stay"
                .formatted(
                    dropped.dataset(),
                    dryRun ? "would drop" : "dropped",
                    dropped.rows(),
                    dropped.left()));
  }

  private void printJson(Dropped dropped) {
    JsonText.print(
        terminal().out(),
        document -> {
          document.writeStartObject();
          document.writeStringField("dataset", dropped.dataset().toString());
          document.writeBooleanField("dry_run", dryRun);
          document.writeNumberField("rows", dropped.rows());
          document.writeNumberField("left", dropped.left());
          if (dropped.version().isPresent()) {
            document.writeNumberField("version", dropped.version().get());
          }
          document.writeEndObject();
        });
  }
}
