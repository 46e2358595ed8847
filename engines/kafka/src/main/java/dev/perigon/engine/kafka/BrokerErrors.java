package dev.perigon.engine.kafka;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What can be wrong with a broker that Perigon runs itself. */
final class BrokerErrors {
  private static final String FULL = "No space left on device";

  private BrokerErrors() {}

  static PerigonException unusable(Path folder, IOException cause) {
    boolean full = String.valueOf(cause.getMessage()).contains(FULL);
    String why =
        full
            ? "the disk is full"
            : cause instanceof AccessDeniedException
                ? "access is denied"
                : String.valueOf(cause.getMessage());
    return new PerigonException(
        full ? ErrorCode.RESOURCES : ErrorCode.FILE,
        "Cannot keep a Kafka broker in %s: %s".formatted(folder, why),
        full
            ? "Free disk space, then run again"
            : "Give a home that you may write to, with --home DIR or PERIGON_HOME",
        Optional.empty(),
        cause);
  }

  static PerigonException portInUse(int port) {
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot start Kafka at port %d: something else listens there".formatted(port),
        "Stop that, give another port with --port, or leave it out for one that is free");
  }

  static PerigonException elsewhere(String servers, int port) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot start Kafka at port %d: it runs already, at %s".formatted(port, servers),
        "Run 'perigon kafka stop' first");
  }

  static PerigonException ended(BrokerFolder folder, String why) {
    boolean full = why.contains(FULL) || folder.isFull(); // then nothing could be said either
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot start Kafka: its process ended (%s)".formatted(full ? "the disk is full" : why),
        full
            ? "Free disk space, then start it again: it goes on with what it holds"
            : "Read %s, which says more; what it held is in %s"
                .formatted(folder.output(), folder.log()));
  }

  static PerigonException silent(BrokerFolder folder, long pid, Duration waited) {
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot reach Kafka: its process %d runs, but has not answered for %d seconds"
            .formatted(pid, waited.toSeconds()),
        "Read %s; 'perigon kafka stop' ends it, and the next start goes on with what it holds"
            .formatted(folder.output()));
  }

  static PerigonException notStopped(long pid) {
    return new PerigonException(
        ErrorCode.RESOURCES,
        "Cannot stop Kafka: process %d goes on".formatted(pid),
        "Stop it as the user who started it");
  }

  /** What a broker that ended said last of why. */
  static String reason(List<String> said) {
    List<String> telling = said.stream().map(String::strip).filter(BrokerErrors::tells).toList();
    return telling.isEmpty() ? "without a word" : telling.get(telling.size() - 1);
  }

  private static boolean tells(String line) {
    return line.contains(FULL)
        || line.contains("Exception:")
        || line.contains("Error:")
        || line.startsWith("Error")
        || line.startsWith("Caused by:");
  }
}
