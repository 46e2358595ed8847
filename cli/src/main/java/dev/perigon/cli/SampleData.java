package dev.perigon.cli;

import java.nio.file.Files;
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

  static Path folder(String project, Path home) {
    return home.resolve("data").resolve(project);
  }

  /** The sample below {@code home}, made on first use and whole or not there at all. */
  static Path findOrGenerate(String project, Path home, Terminal terminal) {
    Path folder = folder(project, home);
    if (!Files.isDirectory(folder)) {
      terminal.err().println("Making sample data in " + folder);
      terminal.err().flush();
      throw CliErrors.later("sample data");
    }
    return folder;
  }
}
