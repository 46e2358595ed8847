package dev.perigon.cli;

import dev.perigon.pipelines.FixtureResult;
import dev.perigon.pipelines.Project;
import java.util.List;

/** Shows what tests came to. */
interface TestPrinter {
  /** One test has ended. */
  default void finished(FixtureResult result) {}

  /** All have. */
  void print(Project project, List<FixtureResult> results);
}
