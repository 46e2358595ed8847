package dev.perigon.cli;

import static java.util.Objects.requireNonNull;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where a command prints and what it may know of its surroundings.
 *
 * @param width characters per line of a person's terminal; 0 when output goes to a pipe or file
 * @param folder what relative paths start from
 */
record Terminal(
    PrintStream out, PrintStream err, int width, Map<String, String> environment, Path folder) {
  Terminal {
    requireNonNull(out, "out is null");
    requireNonNull(err, "err is null");
    environment = Map.copyOf(environment);
    requireNonNull(folder, "folder is null");
  }

  /** A pipe: plain lines, no control characters. */
  static Terminal plain(PrintStream out, PrintStream err) {
    return new Terminal(out, err, 0, System.getenv(), Path.of(""));
  }

  /** The process's own terminal; the launcher says whether there is one, and how wide. */
  static Terminal ofProcess(PrintStream out, PrintStream err) {
    int width = Integer.getInteger("perigon.terminal", 0);
    return new Terminal(out, err, width, System.getenv(), Path.of(""));
  }

  boolean interactive() {
    return width > 0;
  }

  /** {@code text} in green, yellow or red where colours are welcome (see no-color.org). */
  String paint(Colour colour, String text) {
    boolean welcome =
        interactive()
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !"dumb".equals(environment.get("TERM"));
    return welcome ? "\u001b[" + colour.code + "m" + text + "\u001b[0m" : text;
  }

  enum Colour {
    GREEN(32),
    YELLOW(33),
    RED(31),
    DIM(2);

    private final int code;

    Colour(int code) {
      this.code = code;
    }
  }
}
