package dev.perigon.cli;

import dev.perigon.generator.telco.TelcoRecord;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Passes records on at a pace, until there are no more, the time is over, or it is told to stop.
 */
final class RecordFlow {
  private static final Duration TOLD_EVERY = Duration.ofSeconds(1);

  /** Shorter pauses are made up for by the next. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(1);

  private final Terminal terminal;
  private final OptionalInt perSecond;
  private final Optional<Duration> limit;
  private Thread running;
  private boolean stopped;

  RecordFlow(Terminal terminal, OptionalInt perSecond, Optional<Duration> limit) {
    this.terminal = terminal;
    this.perSecond = perSecond;
    this.limit = limit;
  }

  /** From now on no record goes on; one that waits for its brokers does so no longer. */
  synchronized void stop() {
    stopped = true;
    if (running != null) {
      running.interrupt();
    }
  }

  synchronized boolean isStopped() {
    return stopped;
  }

  /** Returns how long it took. */
  Duration run(Iterator<TelcoRecord> records, RecordSink sink) {
    Pace pace = Pace.begin(perSecond, limit, System::nanoTime);
    begin();
    try {
      pass(records, sink, pace);
    } catch (InterruptedException e) {
      if (!isStopped()) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while generating", e);
      }
    } finally {
      end();
    }
    sink.pause();
    return pace.elapsed();
  }

  private synchronized void begin() {
    running = Thread.currentThread();
  }

  /** An interruption that came too late is nobody's. */
  private synchronized void end() {
    running = null;
    if (stopped) {
      Thread.interrupted();
    }
  }

  private void pass(Iterator<TelcoRecord> records, RecordSink sink, Pace pace)
      throws InterruptedException {
    Duration told = Duration.ZERO;
    long count = 0;
    while (records.hasNext() && !pace.isOver(count) && !isStopped()) {
      Duration wait = pace.untilDue(count);
      if (wait.compareTo(SHORTEST_PAUSE) > 0) {
        sink.pause();
        Thread.sleep(wait.toMillis(), wait.toNanosPart() % 1_000_000);
      }
      sink.accept(records.next());
      count++;
      if (terminal.interactive() && pace.elapsed().minus(told).compareTo(TOLD_EVERY) > 0) {
        told = pace.elapsed();
        tell(count, told);
      }
    }
    if (!told.isZero()) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
    }
  }

  private void tell(long count, Duration after) {
    terminal
        .err()
        .printf("\r\u001b[K%,d records, %,d a second", count, count * 1000 / after.toMillis());
    terminal.err().flush();
  }
}
