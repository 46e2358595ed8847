package dev.perigon.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Runs commands in this process, as a pipe or as a person's terminal would see them. */
record Cli(Path folder, int width, Map<String, String> environment) {
  /** What a command printed and returned. */
  record Result(int code, String out, String err) {}

  static Cli in(Path folder) {
    return new Cli(folder, 0, Map.of());
  }

  Cli withTerminal(int columns) {
    return new Cli(folder, columns, environment);
  }

  Cli with(String variable, String value) {
    Map<String, String> more = new HashMap<>(environment);
    more.put(variable, value);
    return new Cli(folder, width, more);
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(terminal(out, err), Interruption.none(), args);
    return new Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private Terminal terminal(ByteArrayOutputStream out, ByteArrayOutputStream err) {
    return new Terminal(
        new PrintStream(out, false, StandardCharsets.UTF_8),
        new PrintStream(err, false, StandardCharsets.UTF_8),
        width,
        environment,
        folder);
  }
}
