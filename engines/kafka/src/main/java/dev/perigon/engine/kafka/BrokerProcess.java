package dev.perigon.engine.kafka;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Starts a broker's process, and finds it again from another program. */
final class BrokerProcess {
  /** Clocks are set right while a process runs, and its start is told with them. */
  private static final Duration GRAIN = Duration.ofSeconds(5);

  private static final Duration STOPPING = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(50);

  /**
   * A process group of its own, which Ctrl-C and the end of the terminal do not reach: job control
   * of the shell that the launcher needs anyway.
   */
  private static final String APART =
      "trap '' HUP; set -m; \"$@\" </dev/null >>\"$0\" 2>&1 & echo $!";

  private static final List<String> LOGGING =
      List.of(
          "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
          "-Dorg.slf4j.simpleLogger.showDateTime=true",
          "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ssXXX",
          "-Dorg.slf4j.simpleLogger.showThreadName=false");

  private final BrokerFolder folder;

  BrokerProcess(BrokerFolder folder) {
    this.folder = folder;
  }

  /** Starts it and returns at once; it lives on without this program. */
  ProcessHandle start(String classPath) throws IOException {
    Files.writeString(folder.arguments(), arguments(classPath));
    Process shell =
        new ProcessBuilder("bash", "-c", APART, folder.output().toString(), java(), marker())
            .directory(folder.path().toFile())
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.output().toFile()))
            .start();
    String pid;
    try (InputStream out = shell.getInputStream()) {
      pid = new String(out.readAllBytes(), StandardCharsets.US_ASCII).strip();
    }
    return ProcessHandle.of(Long.parseLong(pid))
        .orElseThrow(() -> BrokerErrors.ended(folder, "it ended at once"));
  }

  /** Makes the folder of data ready; what is there stays. */
  void format(String classPath, String cluster) throws IOException {
    List<String> command = new ArrayList<>(List.of(java(), "-Xmx128m", "-XX:TieredStopAtLevel=1"));
    command.addAll(LOGGING);
    command.addAll(List.of("-cp", classPath, "kafka.tools.StorageTool", "format"));
    command.addAll(List.of("--ignore-formatted", "-t", cluster, "-c"));
    command.add(folder.settings().toString());
    Process format =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.output().toFile()))
            .start();
    if (format.onExit().join().exitValue() != 0) {
      throw BrokerErrors.ended(folder, BrokerErrors.reason(folder.said()));
    }
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private String marker() {
    return "@" + folder.arguments();
  }

  private String arguments(String classPath) {
    StringBuilder text = new StringBuilder();
    text.append("-Xmx512m\n-XX:+UseSerialGC\n-XX:-UsePerfData\n-XX:+ExitOnOutOfMemoryError\n");
    LOGGING.forEach(option -> text.append(quoted(option)).append('\n'));
    text.append("-cp\n").append(quoted(classPath)).append('\n');
    return text.append("kafka.Kafka\n")
        .append(quoted(folder.settings().toString()))
        .append('\n')
        .toString();
  }

  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  /** The process that runs now, whether or not it was noted. */
  Optional<ProcessHandle> find(Optional<BrokerNote.Started> noted) {
    return noted
        .flatMap(started -> ProcessHandle.of(started.pid()).filter(p -> isBroker(p, started.at())))
        .or(() -> ProcessHandle.allProcesses().filter(this::isMarked).findFirst());
  }

  boolean isBroker(ProcessHandle process, Instant startedAt) {
    ProcessHandle.Info info = process.info();
    return info.arguments().isPresent()
        ? isMarked(process)
        : info.command().isPresent() // a process that has ended and was not waited for has none
            && info.startInstant()
                .filter(at -> Duration.between(at, startedAt).abs().compareTo(GRAIN) < 0)
                .isPresent();
  }

  private boolean isMarked(ProcessHandle process) {
    return process
        .info()
        .arguments()
        .filter(arguments -> Arrays.asList(arguments).contains(marker()))
        .isPresent();
  }

  /** Gently, then by force; returns when it has ended. */
  void stop(ProcessHandle running, Consumer<String> progress) {
    Instant startedAt = BrokerNote.Started.of(running).at();
    running.destroy();
    if (ends(running, startedAt)) {
      return;
    }
    progress.accept(
        "It has not ended within %d seconds: killing it".formatted(STOPPING.toSeconds()));
    running.destroyForcibly();
    if (!ends(running, startedAt)) {
      throw BrokerErrors.notStopped(running.pid());
    }
  }

  private boolean ends(ProcessHandle running, Instant startedAt) {
    long deadline = System.nanoTime() + STOPPING.toNanos();
    while (running.isAlive() && isBroker(running, startedAt)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
    return true;
  }
}
