package dev.perigon.cli;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Updates one after the other, until told to stop: whenever sources have changed, and again, later
 * each time, after a failure that may pass.
 */
final class Continuous {
  private static final Set<ErrorCode> MAY_PASS =
      EnumSet.of(ErrorCode.CONFLICT, ErrorCode.RESOURCES, ErrorCode.FILE);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final Terminal terminal;
  private final Duration interval;
  private Optional<String> seen = Optional.empty();
  private boolean stopped;

  Continuous(Terminal terminal, Duration interval) {
    this.terminal = terminal;
    this.interval = interval;
  }

  /** From now on nothing new begins. */
  synchronized void stop() {
    stopped = true;
    notifyAll();
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  /**
   * @param state of the sources, another text when they change
   * @param update runs one, reports it, and gives its failure
   * @return the exit code
   */
  int run(Supplier<String> state, Supplier<Optional<PerigonException>> update) {
    int failures = 0;
    while (!isStopped()) {
      Optional<PerigonException> failure = once(state, update);
      if (failure.isPresent() && !isStopped()) {
        if (!MAY_PASS.contains(failure.get().code())) {
          return failure.get().code().exitCode();
        }
        failures++;
      } else {
        failures = 0;
      }
      pause(failures);
    }
    return 0;
  }

  private Optional<PerigonException> once(
      Supplier<String> state, Supplier<Optional<PerigonException>> update) {
    String now;
    try {
      now = state.get();
    } catch (PerigonException e) {
      terminal.err().print(ErrorReport.text(terminal, e));
      terminal.err().flush();
      return Optional.of(e);
    }
    if (seen.equals(Optional.of(now))) {
      return Optional.empty();
    }
    Optional<PerigonException> failure = update.get();
    if (failure.isEmpty()) {
      seen = Optional.of(now);
    }
    return failure;
  }

  private synchronized void pause(int failures) {
    Duration pause = interval.multipliedBy(1L << Math.min(failures, 16));
    Duration longest = interval.compareTo(LONGEST) > 0 ? interval : LONGEST;
    long end = System.nanoTime() + (pause.compareTo(longest) > 0 ? longest : pause).toNanos();
    try {
      while (!stopped && System.nanoTime() < end) {
        wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }
}
