package dev.perigon.cli;

import static dev.perigon.cli.Terminal.Colour.GREEN;
import static dev.perigon.cli.Terminal.Colour.RED;

import dev.perigon.pipelines.FixtureResult;
import dev.perigon.pipelines.FixtureResult.CountDifference;
import dev.perigon.pipelines.PipelineTest;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.RowComparison;
import dev.perigon.sql.error.PerigonException;
import java.io.PrintStream;
import java.util.List;

/** A line for each test as it ends, and below a failed one what is not as expected. */
final class TestLines implements TestPrinter {
  private final Terminal terminal;
  private final PrintStream out;

  TestLines(Terminal terminal) {
    this.terminal = terminal;
    this.out = terminal.out();
  }

  @Override
  public void finished(FixtureResult result) {
    PipelineTest test = result.test();
    String mark = result.passed() ? terminal.paint(GREEN, "ok    ") : terminal.paint(RED, "failed");
    out.println(
        "%s %s: %s (%,d ms)"
            .formatted(
                mark,
                test.dataset(),
                TextTable.visible(test.name()),
                result.duration().toMillis()));
    if (!result.passed()) {
      failure(result);
    }
    out.flush();
  }

  private void failure(FixtureResult result) {
    out.println("  at " + result.test().origin());
    result.error().ifPresent(this::error);
    result.rows().ifPresent(rows -> rows("rows", rows));
    result.counts().forEach(this::count);
    result.quarantine().ifPresent(rows -> rows("quarantine", rows));
  }

  private void error(PerigonException error) {
    out.println("  " + terminal.paint(RED, "error:") + " " + error.problem());
    error.origin().ifPresent(at -> out.println("    at " + at));
    out.println("    try: " + error.remedy());
  }

  private void rows(String what, RowComparison rows) {
    if (!rows.isEqual()) {
      RowDifferences differences = new RowDifferences(rows);
      out.println("  %s: %s".formatted(what, differences.summary()));
      differences.table().lines().forEach(line -> out.println("    " + line));
    }
  }

  private void count(CountDifference count) {
    out.println(
        "  expectation %s: expected %,d %s, got %,d"
            .formatted(count.rule(), count.expected(), count.what(), count.actual()));
  }

  @Override
  public void print(Project project, List<FixtureResult> results) {
    long failed = results.stream().filter(result -> !result.passed()).count();
    long datasets =
        results.stream()
            .map(r -> r.test().dataset().toLowerCase(java.util.Locale.ROOT))
            .distinct()
            .count();
    double seconds = results.stream().mapToLong(r -> r.duration().toMillis()).sum() / 1000.0;
    String tests =
        "%,d %s of %,d %s"
            .formatted(
                results.size(),
                results.size() == 1 ? "test" : "tests",
                datasets,
                datasets == 1 ? "dataset" : "datasets");
    out.println(
        failed == 0
            ? "%s passed in %.2f s".formatted(tests, seconds)
            : "%s: %s in %.2f s"
                .formatted(tests, terminal.paint(RED, "%,d failed".formatted(failed)), seconds));
  }
}
