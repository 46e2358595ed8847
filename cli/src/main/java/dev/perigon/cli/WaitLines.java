package dev.perigon.cli;

import dev.perigon.engine.WaitListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Says once that something outside keeps the work waiting, and once that it goes on: on standard
 * error, so that answers and documents stay as they are.
 */
final class WaitLines implements WaitListener {
  private final Terminal terminal;
  private final Map<String, Long> since = new HashMap<>();

  WaitLines(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public synchronized void waiting(String what, Duration atMost) {
    if (since.putIfAbsent(what, System.nanoTime()) == null) {
      say(
          Terminal.Colour.YELLOW,
          "waiting:",
          "%s does not answer; for up to %d seconds more".formatted(what, atMost.toSeconds()));
    }
  }

  @Override
  public synchronized void goesOn(String what) {
    Long start = since.remove(what);
    if (start != null) {
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      say(
          Terminal.Colour.GREEN,
          "going on:",
          "%s answers again, %d seconds later".formatted(what, waited.toSeconds()));
    }
  }

  private void say(Terminal.Colour colour, String mark, String line) {
    terminal
        .err()
        .println(UpdateLines.overLive(terminal) + terminal.paint(colour, mark) + " " + line);
    terminal.err().flush();
  }
}
