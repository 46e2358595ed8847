package dev.perigon.cli;

import dev.perigon.house.Repository;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real program in a process of its own, on the class path of the tests. */
final class ForkedRun implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private ForkedRun(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static ForkedRun start(String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : System.getProperty("perigon.test.jvm", "").split(" ")) {
      if (!option.isBlank()) {
        command.add(option);
      }
    }
    command.addAll(
        List.of(
            "-Dperigon.install=" + Repository.root(),
            "-cp",
            System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of(args));
    return new ForkedRun(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Waits for {@code count} lines of output, or for the end. */
  void awaitLines(int count) throws IOException {
    for (int i = 0; i < count && out.readLine() != null; i++) {
      // each line is one dataset
    }
  }

  /** {@code kill -9} after {@code millis}, unless the program was faster. */
  void killAfter(long millis) throws InterruptedException {
    process.waitFor(millis, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
  }

  int awaitExit() throws IOException, InterruptedException {
    awaitLines(Integer.MAX_VALUE);
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
