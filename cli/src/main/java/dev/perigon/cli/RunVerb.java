package dev.perigon.cli;

import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateRequest;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.sql.error.PerigonException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code run}: one update of a project. */
@Command(
    name = "run",
    description = "Brings a project's datasets up to date and prints its report.",
    footer = {
      "  perigon run retail",
      "  perigon run retail --data my-files --as-of 2025-10-09",
      "  perigon run ./my-project --full-refresh all --json",
      "  perigon run ./my-project --continuous --interval 10s"
    })
final class RunVerb extends Verb {
  @Mixin private ProjectArgument project;
  @Mixin private DataOption data;
  @Mixin private HomeOption home;
  @Mixin private ClockOption clock;
  @Mixin private EngineOptions engine;
  @Mixin private JsonOption json;

  @Option(
      names = "--refresh",
      split = ",",
      paramLabel = "NAME",
      description = "Only these datasets, separated by commas.")
  private List<String> refresh = List.of();

  @Option(
      names = "--full-refresh",
      split = ",",
      paramLabel = "NAME",
      description = "Rebuild these datasets from nothing, or all.")
  private List<String> fullRefresh = List.of();

  @Option(
      names = "--continuous",
      description = "Keep running: update whenever sources have changed, until stopped.")
  private boolean continuous;

  @Option(
      names = "--interval",
      paramLabel = "TIME",
      description = "With --continuous, how long to wait between looks: 5s, 2m (default: 5s).")
  private String interval = "5s";

  @Option(names = "--separate-sessions", description = "Each layer in its own engine session.")
  private boolean separateSessions;

  @Option(names = "--dry-run", description = "Analyse only: the type of every dataset, no rows.")
  private boolean dryRun;

  private final Interruption interruption;
  private final ReportPace pace = new ReportPace();

  RunVerb(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    Duration pause = interval();
    engine.check();
    Optional<Path> kept = dryRun ? Optional.empty() : home.kept(terminal());
    Project loaded = project.load(terminal(), kept);
    Instant asOf = clock.instant(loaded.timeZone());
    Home folder = home.writable(terminal(), Optional.of(loaded));
    URI files = data.find(loaded, folder, asOf, terminal());
    if (!dryRun && SampleBroker.isNeeded(loaded)) {
      SampleBroker broker = new SampleBroker(folder, terminal());
      loaded = project.load(terminal(), kept, broker.settings(loaded, asOf));
    }
    return run(loaded, files, asOf, folder, pause);
  }

  private int run(Project loaded, URI files, Instant asOf, Home folder, Duration pause) {
    EngineSetup setup = engine.setup(folder, Optional.of(loaded), files);
    try (Workspace workspace =
        Workspace.open(folder, setup, interruption, new WaitLines(terminal()))) {
      return continuous
          ? keepUp(workspace, loaded, files, pause)
          : exitCode(update(workspace, loaded, request(loaded, files, asOf)));
    }
  }

  private Duration interval() {
    Duration time = TimeText.parse("--interval", interval);
    if (continuous && (dryRun || !fullRefresh.isEmpty())) {
      throw CliErrors.notContinuous(dryRun ? "--dry-run" : "--full-refresh");
    }
    return time;
  }

  private int keepUp(Workspace workspace, Project loaded, URI files, Duration pause) {
    Continuous updates = new Continuous(terminal(), pause);
    interruption.onStop(updates::stop);
    return updates.run(
        () -> workspace.updates().sourceState(loaded, files),
        () ->
            update(
                workspace,
                loaded,
                request(loaded, files, clock.instant(loaded.timeZone())).continuously()));
  }

  private static int exitCode(Optional<PerigonException> failure) {
    return failure.map(PerigonException::code).map(code -> code.exitCode()).orElse(0);
  }

  private UpdateRequest request(Project loaded, URI files, Instant asOf) {
    return new UpdateRequest(
        files, asOf, refresh, fullRefresh, separateSessions, dryRun, engine.parallelism(loaded));
  }

  /** Its failure. */
  private Optional<PerigonException> update(
      Workspace workspace, Project loaded, UpdateRequest request) {
    UpdatePrinter printer =
        json.json() ? new JsonUpdatePrinter(terminal()) : UpdateLines.of(terminal(), dryRun);
    UpdateResult result;
    try {
      result = workspace.updates().run(loaded, request, printer);
    } catch (PerigonException e) {
      if (!continuous) {
        throw e;
      }
      terminal().err().print(ErrorReport.text(terminal(), e));
      terminal().err().flush();
      return Optional.of(e);
    }
    Report report = new Report(List.of());
    try {
      boolean reports = reports(result);
      report = Report.of(loaded, request, workspace.updates(), reports);
      if (reports) {
        pace.reported(Instant.now());
      }
    } catch (PerigonException e) {
      result = result.with(e); // the datasets are as they are
    }
    printer.print(loaded, result, report);
    terminal().out().flush();
    return result.error();
  }

  private boolean reports(UpdateResult result) {
    return result.error().isEmpty() && !dryRun && pace.isDue(Instant.now());
  }
}
