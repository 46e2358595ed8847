package dev.perigon.pipelines;

import dev.perigon.sql.error.PerigonException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one test came to.
 *
 * @param duration of the work of the engine
 * @param error why the query could not run, or why the update would fail
 * @param rows empty when the test expects none
 * @param counts the counts of expectations that are not as expected
 * @param quarantine empty when the test expects none
 */
public record FixtureResult(
    PipelineTest test,
    Duration duration,
    Optional<PerigonException> error,
    Optional<RowComparison> rows,
    List<CountDifference> counts,
    Optional<RowComparison> quarantine) {
  public FixtureResult {
    counts = List.copyOf(counts);
  }

  /** A count of a rule that is not as expected; {@code what} is evaluated, passed or failed. */
  public record CountDifference(String rule, String what, long expected, long actual) {}

  public boolean passed() {
    return error.isEmpty()
        && counts.isEmpty()
        && rows.map(RowComparison::isEqual).orElse(true)
        && quarantine.map(RowComparison::isEqual).orElse(true);
  }
}
