package dev.perigon.application;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process whose output is read line by line. */
final class Program implements AutoCloseable {
  static final Duration LIMIT = Duration.ofMinutes(10);

  private static final String END = "\0";

  private final Process process;
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final List<String> seen = new ArrayList<>();

  private Program(Process process) {
    this.process = process;
    Thread reader = new Thread(this::read, "reader");
    reader.setDaemon(true);
    reader.start();
  }

  static Program start(List<String> command, Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("SPARK_"));
    builder.environment().putAll(environment);
    return new Program(builder.start());
  }

  private void read() {
    try (var out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      out.lines().forEach(lines::add);
    } catch (IOException | UncheckedIOException e) {
      // The process was killed.
    } finally {
      lines.add(END);
    }
  }

  /** Reads on until a line has {@code pattern}; its first group. */
  String await(String pattern) throws InterruptedException {
    Pattern wanted = Pattern.compile(pattern);
    while (true) {
      String line = next();
      Matcher found = wanted.matcher(line);
      if (found.find()) {
        return found.groupCount() == 0 ? line : found.group(1);
      }
      if (line.equals(END)) {
        throw new AssertionError("No '" + pattern + "' in:\n" + String.join("\n", seen));
      }
    }
  }

  private String next() throws InterruptedException {
    String line = lines.poll(LIMIT.toSeconds(), TimeUnit.SECONDS);
    if (line == null) {
      throw new AssertionError("Nothing more after:\n" + String.join("\n", seen));
    }
    seen.add(line);
    return line;
  }

  /** What it printed and returned. */
  record Ended(int code, String output) {}

  Ended awaitEnd() throws InterruptedException {
    while (!next().equals(END)) {
      // to the last line
    }
    int code = process.waitFor();
    return new Ended(code, String.join("\n", seen.subList(0, seen.size() - 1)));
  }

  /** {@code kill -9}. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
