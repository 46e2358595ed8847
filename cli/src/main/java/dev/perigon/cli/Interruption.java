package dev.perigon.cli;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Ctrl-C: stops what runs, says so once, and leaves no table half-written. */
final class Interruption {
  private final Deque<Runnable> cancellations = new ArrayDeque<>();
  private boolean finished;
  private boolean interrupted;

  private Interruption() {}

  /** For commands that run inside another program. */
  static Interruption none() {
    return new Interruption();
  }

  /** Listens to the process's signals. */
  static Interruption install(PrintStream err) {
    Interruption interruption = new Interruption();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.shutDown(err)));
    return interruption;
  }

  /** Runs {@code cancellation} when the user interrupts. */
  synchronized void onInterrupt(Runnable cancellation) {
    cancellations.push(cancellation);
  }

  /** The command ended by itself. */
  synchronized void finished() {
    finished = true;
  }

  /** True when errors are only the echo of the interruption. */
  synchronized boolean interrupted() {
    return interrupted;
  }

  private void shutDown(PrintStream err) {
    List<Runnable> cancelled;
    synchronized (this) {
      if (finished) {
        return;
      }
      interrupted = true;
      cancelled = List.copyOf(cancellations);
    }
    err.println("Interrupted: datasets already committed keep their new version, others the old.");
    err.flush();
    cancelled.forEach(Runnable::run);
  }
}
