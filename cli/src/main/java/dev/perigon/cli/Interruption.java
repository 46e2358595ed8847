package dev.perigon.cli;

import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Ctrl-C: stops what runs, says so once, and leaves no table half-written. */
final class Interruption {
  private final Deque<Runnable> cancellations = new ArrayDeque<>();
  private Optional<Runnable> gently = Optional.empty();
  private String stopping = "";
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

  /**
   * Runs {@code stop} when the user interrupts, in place of all else, and waits for the command to
   * end by itself; that is no failure then.
   */
  synchronized void onStop(Runnable stop) {
    onStop("Stopping: the update that runs is finished first.", stop);
  }

  /** The same, saying so in other words. */
  synchronized void onStop(String message, Runnable stop) {
    stopping = message;
    gently = Optional.of(stop);
  }

  /** As a signal would, for commands that run inside another program. */
  void stop() {
    Optional<Runnable> stop;
    synchronized (this) {
      stop = gently;
    }
    stop.ifPresent(Runnable::run);
  }

  /** The command ended by itself. */
  synchronized void finished() {
    finished = true;
    notifyAll();
  }

  private synchronized void awaitFinished() {
    try {
      while (!finished) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** True when errors are only the echo of the interruption. */
  synchronized boolean interrupted() {
    return interrupted;
  }

  private void shutDown(PrintStream err) {
    List<Runnable> cancelled;
    Optional<Runnable> stop;
    String message;
    synchronized (this) {
      if (finished) {
        return;
      }
      stop = gently;
      message = stopping;
    }
    if (stop.isPresent()) {
      err.println(message);
      err.flush();
      stop.get().run();
      awaitFinished();
      Runtime.getRuntime().halt(0);
    }
    synchronized (this) {
      interrupted = true;
      cancelled = List.copyOf(cancellations);
    }
    err.println("Interrupted: datasets already committed keep their new version, others the old.");
    err.flush();
    cancelled.forEach(Runnable::run);
  }
}
