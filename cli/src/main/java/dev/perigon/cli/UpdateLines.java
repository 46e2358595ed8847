package dev.perigon.cli;

import static dev.perigon.cli.Terminal.Colour.GREEN;
import static dev.perigon.cli.Terminal.Colour.RED;
import static dev.perigon.cli.Terminal.Colour.YELLOW;

import dev.perigon.pipelines.DatasetGraph;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A line per dataset, in graph order: each is printed as soon as it and all before it are done. On
 * a terminal a last, live line names what is running.
 */
final class UpdateLines implements UpdatePrinter {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Terminal terminal;
  private final PrintStream out;
  private final boolean dryRun;
  private final Map<TableName, DatasetResult> done = new HashMap<>();
  private final Set<TableName> running = new LinkedHashSet<>();
  private List<DatasetGraph.Node> planned = List.of();
  private int printed;
  private int nameWidth;

  private UpdateLines(Terminal terminal, boolean dryRun) {
    this.terminal = terminal;
    this.out = terminal.out();
    this.dryRun = dryRun;
  }

  static UpdateLines of(Terminal terminal, boolean dryRun) {
    return new UpdateLines(terminal, dryRun);
  }

  @Override
  public synchronized void planned(List<DatasetGraph.Node> nodes) {
    planned = nodes;
    nameWidth = nodes.stream().mapToInt(node -> shown(node.name()).length()).max().orElse(0);
  }

  @Override
  public synchronized void started(TableName dataset) {
    running.add(dataset);
    showLive();
  }

  @Override
  public synchronized void finished(DatasetResult result) {
    running.remove(result.name());
    done.put(result.name(), result);
    clearLive();
    while (printed < planned.size() && done.containsKey(planned.get(printed).name())) {
      line(done.get(planned.get(printed).name()));
      printed++;
    }
    showLive();
    out.flush();
  }

  @Override
  public synchronized void print(Project project, UpdateResult result, Report report) {
    clearLive();
    Set<TableName> shown =
        planned.stream().limit(printed).map(DatasetGraph.Node::name).collect(Collectors.toSet());
    result.datasets().stream()
        .filter(dataset -> !shown.contains(dataset.name()))
        .forEach(this::line);
    result.notes().forEach(note -> out.println(terminal.paint(YELLOW, "note:") + " " + note));
    out.println(summary(result));
    new IntakeLines(result).line(project).ifPresent(out::println);
    report.lines().forEach(out::println);
    out.flush();
    String told = result.error().map(error -> oneLine(error.problem())).orElse("");
    for (DatasetResult dataset : result.datasets()) {
      dataset
          .error()
          .filter(error -> !told.contains(oneLine(error.problem())))
          .ifPresent(error -> failure(dataset.name(), error));
    }
    result.error().ifPresent(error -> terminal.err().print(ErrorReport.text(terminal, error)));
  }

  private void line(DatasetResult result) {
    String text = pad(shown(result.name()), nameWidth) + "  " + what(result);
    out.println(mark(result) + " " + text.stripTrailing());
    if (dryRun) {
      ColumnLines.of(result.schema(), "    ").forEach(out::println);
    }
    result.expectations().stream().filter(e -> e.failed() > 0).forEach(this::expectation);
    if (result.compacted().before() > 0) {
      out.println(
          "    compacted: %,d small files became %,d"
              .formatted(result.compacted().before(), result.compacted().after()));
    }
  }

  private void failure(TableName dataset, PerigonException error) {
    String place = error.origin().map(at -> "  at " + at + "\n").orElse("");
    terminal.err().println(terminal.paint(RED, shown(dataset)) + ": " + error.problem());
    terminal.err().print(place);
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private String mark(DatasetResult result) {
    return switch (result.state()) {
      case COMPLETED, UNCHANGED, ANALYZED -> terminal.paint(GREEN, "ok     ");
      case FAILED -> terminal.paint(RED, "failed ");
      case SKIPPED -> terminal.paint(YELLOW, "skipped");
      case EXCLUDED -> terminal.paint(YELLOW, "left   ");
    };
  }

  private static String what(DatasetResult result) {
    return switch (result.state()) {
      case COMPLETED ->
          "%,9d rows  %6.2f s  %s%s"
              .formatted(
                  result.rows(), seconds(result.duration()), keys(result), expectations(result));
      case UNCHANGED ->
          "unchanged       %6.2f s  %s".formatted(seconds(result.duration()), expectations(result));
      case ANALYZED -> result.kind() == DatasetGraph.Kind.VIEW ? "view" : "analysed";
      case FAILED -> "";
      case SKIPPED -> "not refreshed: something failed";
      case EXCLUDED -> "left as it is";
    };
  }

  /** A view of which only some rows were computed. */
  private static String keys(DatasetResult result) {
    return result
        .keys()
        .map(n -> "%,d %s computed  ".formatted(n, n == 1 ? "key" : "keys"))
        .orElse("");
  }

  private static String expectations(DatasetResult result) {
    int rules = result.expectations().size();
    if (rules == 0) {
      return "";
    }
    long kept = result.expectations().stream().filter(e -> e.failed() == 0).count();
    return "%d of %d expectations met".formatted(kept, rules);
  }

  private void expectation(ExpectationResult rule) {
    out.println(
        terminal.paint(
            YELLOW,
            "    %s: %,d of %,d rows violate it (%s)"
                .formatted(rule.name(), rule.failed(), rule.evaluated(), rule.action())));
  }

  private String summary(UpdateResult result) {
    long completed = count(result, UpdateResult.State.COMPLETED);
    long unchanged = count(result, UpdateResult.State.UNCHANGED);
    long failed = count(result, UpdateResult.State.FAILED);
    long skipped = count(result, UpdateResult.State.SKIPPED);
    String same = unchanged == 0 ? "" : ", %,d unchanged".formatted(unchanged);
    String tail = failed + skipped == 0 ? "" : ", %d failed, %d skipped".formatted(failed, skipped);
    String what =
        dryRun
            ? "Dry run: nothing was read or written"
            : "%,d %s refreshed".formatted(completed, completed == 1 ? "dataset" : "datasets");
    return "%s%s%s in %.2f s (as of %s)"
        .formatted(
            what,
            same,
            tail,
            seconds(result.duration()),
            result.asOf().truncatedTo(ChronoUnit.SECONDS));
  }

  private static long count(UpdateResult result, UpdateResult.State state) {
    return result.datasets().stream().filter(dataset -> dataset.state() == state).count();
  }

  private void showLive() {
    if (terminal.interactive() && !running.isEmpty()) {
      String names = running.stream().map(UpdateLines::shown).collect(Collectors.joining(", "));
      String text = "%d/%d  %s".formatted(done.size(), planned.size(), names);
      String fitting = text.substring(0, Math.min(text.length(), terminal.width() - 1));
      out.print(CLEAR_LINE + terminal.paint(Terminal.Colour.DIM, fitting));
      out.flush();
    }
  }

  private void clearLive() {
    out.print(overLive(terminal));
  }

  /** What takes the live line away for another that is about to be printed. */
  static String overLive(Terminal terminal) {
    return terminal.interactive() ? CLEAR_LINE : "";
  }

  private static String shown(TableName name) {
    return name.schema() + "." + name.table();
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static double seconds(java.time.Duration duration) {
    return duration.toMillis() / 1000.0;
  }
}
