package dev.perigon.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real program in a process of its own. */
final class ForkedRun implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;

  private ForkedRun(Process process) {
    this.process = process;
    this.out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  static ForkedRun start(List<String> command) throws IOException {
    return new ForkedRun(
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start());
  }

  /** Waits for {@code count} lines of output, or for the end. */
  void awaitLines(int count) throws IOException {
    for (int i = 0; i < count && out.readLine() != null; i++) {
      // each line is one dataset
    }
  }

  /** {@code kill -9} after {@code millis}; false when the program was faster. */
  boolean killAfter(long millis) throws InterruptedException {
    boolean ended = process.waitFor(millis, TimeUnit.MILLISECONDS);
    process.destroyForcibly().waitFor();
    return !ended;
  }

  /** Of a program that has ended. */
  int exitCode() {
    return process.exitValue();
  }

  /** SIGTERM; what it still says can be read. */
  void terminate() {
    process.toHandle().destroy();
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
