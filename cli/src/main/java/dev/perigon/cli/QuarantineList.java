package dev.perigon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.pipelines.DatasetGraph;
import dev.perigon.pipelines.HeldSelection;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.Quarantines;
import dev.perigon.pipelines.Quarantines.Group;
import dev.perigon.pipelines.Quarantines.Held;
import dev.perigon.sql.TableName;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code quarantine list}: how many rows are held back, by which rules, since when. */
@Command(
    name = "list",
    description = "Counts the rows that are held back, by rule, reason and source.",
    footer = {
      "  perigon quarantine list",
      "  perigon quarantine list voice_cdrs --rule readable",
      "  perigon quarantine list voice_cdrs --rows 10 --format json"
    })
final class QuarantineList extends Verb {
  @Parameters(
      paramLabel = "DATASET",
      arity = "0..1",
      description = "A dataset, or the end of its name when only one fits (default: every one).")
  private String dataset;

  @Mixin private HeldOptions held;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description =
          "Show the newest N rows themselves, coordinates first; they are customers' data.")
  private Integer rows;

  @Mixin private FormatOptions format;
  @Mixin private JsonOption json;
  @Mixin private ProjectOption project;
  @Mixin private HomeOption home;
  @Mixin private EngineOptions engine;

  private final Interruption interruption;

  QuarantineList(Terminal terminal, Interruption interruption) {
    super(terminal);
    this.interruption = interruption;
  }

  @Override
  public Integer call() {
    check();
    Optional<Project> loaded = project.load(terminal(), home);
    Home folder = home.home(terminal(), loaded);
    EngineSetup setup = engine.setup(folder, loaded, folder.root());
    if (rows != null) {
      showRows(folder, setup);
      return 0;
    }
    try (Workspace workspace = Workspace.open(folder, setup, interruption);
        Quarantines quarantines = workspace.quarantines()) {
      HeldSelection selection = held.selection();
      List<TableName> names =
          dataset == null ? names(quarantines, loaded) : List.of(quarantines.find(dataset));
      List<Held> all = names.stream().map(name -> quarantines.held(name, selection)).toList();
      if (json.json()) {
        printJson(all);
      } else {
        printText(all, folder);
      }
    }
    return 0;
  }

  private void check() {
    engine.check();
    if (rows != null) {
      if (dataset == null || json.json() || rows < 0) {
        throw CliErrors.rowsOfWhat();
      }
      format.check();
    }
  }

  private static List<TableName> names(Quarantines quarantines, Optional<Project> project) {
    if (project.isEmpty()) {
      return quarantines.datasets();
    }
    Set<TableName> own =
        DatasetGraph.of(project.get()).nodes().stream()
            .map(DatasetGraph.Node::name)
            .collect(Collectors.toSet());
    return quarantines.datasets().stream().filter(own::contains).toList();
  }

  private void showRows(Home folder, EngineSetup setup) {
    Question question;
    try (Workspace workspace = Workspace.open(folder, setup, interruption);
        Quarantines quarantines = workspace.quarantines()) {
      question =
          new Question(
              quarantines.rows(quarantines.find(dataset), held.selection(), rows),
              Optional.empty(),
              folder.root(),
              Instant.now());
    }
    format.answer(question, folder, setup, interruption, terminal());
  }

  private void printText(List<Held> all, Home folder) {
    if (all.isEmpty()) {
      terminal().err().println("No quarantines in " + folder.shown() + " yet");
    } else if (dataset == null) {
      printDatasets(all);
    } else {
      printGroups(all.get(0));
    }
    all.stream()
        .filter(Held::unfinished)
        .forEach(
            one ->
                terminal()
                    .err()
                    .println(
                        "note: %s: an update or a replay was killed in between; the next one finishes it"
                            .formatted(one.dataset())));
  }

  private void printDatasets(List<Held> all) {
    List<String[]> lines =
        all.stream()
            .map(
                one ->
                    new String[] {
                      one.dataset().toString(),
                      "%,d".formatted(one.rows()),
                      rules(one),
                      time(one.first()),
                      time(one.last())
                    })
            .toList();
    terminal()
        .out()
        .print(
            TextTable.of(
                TextTable.titles(List.of("dataset", "rows", "rules", "oldest", "newest"), "rows"),
                lines));
  }

  /** How many rows violate each rule; a row may violate several. */
  private static String rules(Held held) {
    Map<String, Long> counts = new TreeMap<>();
    for (Group group : held.groups()) {
      for (String rule : group.rules().split(", ")) {
        counts.merge(rule, group.rows(), Long::sum);
      }
    }
    return counts.entrySet().stream()
        .map(rule -> "%s %,d".formatted(rule.getKey(), rule.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String time(Optional<Instant> time) {
    return time.map(Instant::toString).orElse("");
  }

  private void printGroups(Held one) {
    List<String[]> lines =
        one.groups().stream()
            .map(
                group ->
                    new String[] {
                      group.rules(),
                      "%,d".formatted(group.rows()),
                      group.first().toString(),
                      group.last().toString(),
                      group.source(),
                      group.reasons()
                    })
            .toList();
    terminal()
        .out()
        .print(
            TextTable.of(
                TextTable.titles(
                    List.of("rules", "rows", "first", "last", "source", "reasons"), "rows"),
                lines));
    terminal().out().println("%,d rows in %s".formatted(one.rows(), one.table()));
  }

  private void printJson(List<Held> all) {
    JsonText.print(
        terminal().out(),
        document -> {
          document.writeStartObject();
          document.writeArrayFieldStart("quarantines");
          for (Held one : all) {
            print(document, one);
          }
          document.writeEndArray();
          document.writeEndObject();
        });
  }

  private static void print(JsonGenerator document, Held one) throws IOException {
    document.writeStartObject();
    document.writeStringField("dataset", one.dataset().toString());
    document.writeStringField("table", one.table().toString());
    document.writeNumberField("rows", one.rows());
    document.writeBooleanField("unfinished", one.unfinished());
    document.writeArrayFieldStart("groups");
    for (Group group : one.groups()) {
      document.writeStartObject();
      document.writeStringField("rules", group.rules());
      document.writeStringField("reasons", group.reasons());
      document.writeStringField("source", group.source());
      document.writeNumberField("rows", group.rows());
      document.writeStringField("first", group.first().toString());
      document.writeStringField("last", group.last().toString());
      document.writeEndObject();
    }
    document.writeEndArray();
    document.writeEndObject();
  }
}
