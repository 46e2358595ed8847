package dev.perigon.cli;

import dev.perigon.generator.Progress;
import dev.perigon.generator.RetailGenerator;
import dev.perigon.generator.RetailOptions;
import java.nio.file.Path;
import java.util.List;

/** The sources that bundled projects run on until a user has their own. */
final class SampleData {
  private static final List<String> KNOWN = List.of("retail");

  private SampleData() {}

  static boolean knows(String project) {
    return KNOWN.contains(project);
  }

  static List<String> known() {
    return KNOWN;
  }

  /** The sample of {@code project} in {@code folder}, made on first use, and again when torn. */
  static void ensure(Path folder, Terminal terminal) {
    RetailOptions options = RetailOptions.defaults();
    if (!RetailGenerator.isComplete(options, folder)) {
      terminal
          .err()
          .printf(
              "Making sample data in %s (it ends on %s: add --as-of %2$s to see it as of then)%n",
              folder, options.asOf());
      terminal.err().flush();
      RetailGenerator.generate(options, folder, Progress.none());
    }
  }
}
