package dev.perigon.cli;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Updates one after the other, until told to stop: whenever sources have changed, and again, later
 * each time, after a failure that may pass.
 */
final class Continuous {
  private static final Set<ErrorCode> MAY_PASS =
      EnumSet.of(ErrorCode.CONFLICT, ErrorCode.RESOURCES, ErrorCode.FILE);
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** To look again costs little when nothing was begun. */
  private static final Duration LONGEST_BEFORE_LOOKING = Duration.ofSeconds(10);

  private final Terminal terminal;
  private final Duration interval;
  private final LongSupplier clock;
  private Optional<String> seen = Optional.empty();
  private Optional<String> told = Optional.empty();
  private Optional<Thread> looking = Optional.empty();
  private boolean stopped;

  Continuous(Terminal terminal, Duration interval) {
    this(terminal, interval, System::nanoTime);
  }

  /**
   * @param clock nanoseconds since some time
   */
  Continuous(Terminal terminal, Duration interval, LongSupplier clock) {
    this.terminal = terminal;
    this.interval = interval;
    this.clock = clock;
  }

  /** From now on nothing new begins, and nothing outside is waited for. */
  synchronized void stop() {
    stopped = true;
    looking.ifPresent(Thread::interrupt);
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
      long begun = clock.getAsLong();
      Optional<PerigonException> failure = once(state, update);
      if (failure.isPresent() && !isStopped()) {
        if (!MAY_PASS.contains(failure.get().code())) {
          return failure.get().code().exitCode();
        }
        failures++;
      } else {
        failures = 0;
      }
      long since = failures == 0 ? begun : clock.getAsLong();
      pause(since, failures, told.isPresent() ? LONGEST_BEFORE_LOOKING : LONGEST);
    }
    return 0;
  }

  private Optional<PerigonException> once(
      Supplier<String> state, Supplier<Optional<PerigonException>> update) {
    String now;
    try {
      now = look(state);
      told = Optional.empty();
    } catch (PerigonException e) {
      tell(ErrorReport.text(terminal, e));
      return Optional.of(e);
    } catch (RuntimeException e) {
      if (isStopped()) { // which interrupted it
        return Optional.empty();
      }
      throw e;
    }
    if (isStopped() || seen.equals(Optional.of(now))) {
      return Optional.empty();
    }
    Optional<PerigonException> failure = update.get();
    if (failure.isEmpty()) {
      seen = Optional.of(now);
    }
    return failure;
  }

  private String look(Supplier<String> state) {
    looking(Optional.of(Thread.currentThread()));
    try {
      return state.get();
    } finally {
      looking(Optional.empty());
      if (isStopped()) {
        Thread.interrupted(); // what stops next must not think that it was meant
      }
    }
  }

  private synchronized void looking(Optional<Thread> now) {
    looking = now;
  }

  /** The same again would tell nothing. */
  private void tell(String error) {
    if (!isStopped() && !told.equals(Optional.of(error))) {
      terminal.err().print(error);
      terminal.err().flush();
    }
    told = Optional.of(error);
  }

  /** From one look to the next; from a failure to the next try. */
  private synchronized void pause(long since, int failures, Duration atMost) {
    Duration pause = interval.multipliedBy(1L << Math.min(failures, 16));
    Duration longest = interval.compareTo(atMost) > 0 ? interval : atMost;
    long end = since + (pause.compareTo(longest) > 0 ? longest : pause).toNanos();
    try {
      while (!stopped && clock.getAsLong() < end) {
        wait(Math.max(1, (end - clock.getAsLong()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }
}
