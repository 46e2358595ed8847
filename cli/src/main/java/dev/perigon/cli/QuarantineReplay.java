package dev.perigon.cli;

import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.Replayer;
import dev.perigon.pipelines.Replayer.Form;
import dev.perigon.pipelines.Replayer.Replayed;
import dev.perigon.pipelines.Replayer.Request;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quarantine replay}: once more, with the query and the rules of today. */
@Command(
    name = "replay",
    description = "Tries rows that are held back again; those that pass go into the dataset, once.",
    footer = {
      "  perigon quarantine replay voice_cdrs --project telco --dry-run",
      "  perigon quarantine replay voice_cdrs --project telco --rule readable",
      "  perigon quarantine replay orders --project ./my-project --where \"amount = 0\""
    })
final class QuarantineReplay extends Verb {
  @Parameters(
      paramLabel = "DATASET",
      description = "A streaming table, or the end of its name when only one fits.")
  private String dataset;

  @Mixin private HeldOptions held;

  @Option(
      names = "--as-held",
      description =
          "Only hold the rows as they are to today's rules; do not process their source again.")
  private boolean asHeld;

  @Option(names = "--dry-run", description = "Only say how many would pass.")
  private boolean dryRun;

  @Mixin private ProjectOption project;
  @Mixin private HomeOption home;
  @Mixin private DataOption data;
  @Mixin private ClockOption clock;
  @Mixin private EngineOptions engine;
  @Mixin private JsonOption json;

  private final Interruption interruption;

  QuarantineReplay(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    engine.check();
    Optional<Project> loaded = project.load(terminal(), home);
    Project definition = loaded.orElseThrow(CliErrors::replayOfNothing);
    Home folder = home.home(terminal(), loaded);
    URI files = data.findForQuery(loaded, folder, terminal());
    Instant asOf = clock.instant(definition.timeZone());
    EngineSetup setup = engine.setup(folder, loaded, files);
    try (Workspace workspace = Workspace.open(folder, setup, interruption)) {
      Replayer replayer =
          new Replayer(workspace.warehouse(), workspace::openEngine, Optional.of(folder.local()));
      Form form = asHeld ? Form.AS_HELD : Form.FROM_SOURCE;
      Request request = new Request(dataset, held.selection(), form, dryRun);
      Replayed replayed = replayer.replay(definition, files, asOf, request);
      if (json.json()) {
        printJson(replayed);
      } else {
        printText(replayed);
      }
    }
    return 0;
  }

  private void printText(Replayed replayed) {
    terminal()
        .out()
        .println(
            "%s: %,d of %,d rows %s%s; %,d stay in quarantine"
                .formatted(
                    replayed.dataset(),
                    replayed.passed(),
                    replayed.chosen(),
                    dryRun ? "would pass" : "passed",
                    replayed.version().map(" and are in version %d"::formatted).orElse(""),
                    replayed.held() - replayed.passed()));
    if (replayed.source().isPresent() && replayed.found().isPresent()) {
      terminal()
          .out()
          .println(
              "  processed again: %,d rows of %s, by topic, partition and offset"
                  .formatted(replayed.found().getAsLong(), replayed.source().get()));
    }
    if (replayed.present() > 0) {
      terminal()
          .out()
          .println(
              "  not tried: %,d rows whose topic, partition and offset are in the dataset already"
                  .formatted(replayed.present()));
    }
  }

  private void printJson(Replayed replayed) {
    JsonText.print(
        terminal().out(),
        document -> {
          document.writeStartObject();
          document.writeStringField("dataset", replayed.dataset().toString());
          document.writeBooleanField("dry_run", dryRun);
          document.writeNumberField("held", replayed.held());
          document.writeNumberField("chosen", replayed.chosen());
          document.writeNumberField("passed", replayed.passed());
          if (replayed.source().isPresent()) {
            document.writeStringField("source", replayed.source().get().toString());
          }
          if (replayed.found().isPresent()) {
            document.writeNumberField("source_rows", replayed.found().getAsLong());
          }
          document.writeNumberField("already_there", replayed.present());
          if (replayed.version().isPresent()) {
            document.writeNumberField("version", replayed.version().get());
          }
          document.writeEndObject();
        });
  }
}
