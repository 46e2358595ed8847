package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/** A run that keeps going in this process, until it is stopped. */
final class KeptRun {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Interruption interruption = Interruption.none();
  private final CompletableFuture<Integer> code;

  private KeptRun(Path folder, String... arguments) {
    Terminal terminal = new Terminal(print(out), print(err), 0, Map.of(), folder);
    code = CompletableFuture.supplyAsync(() -> Main.run(terminal, interruption, arguments));
  }

  static KeptRun start(Path folder, String... arguments) {
    return new KeptRun(folder, arguments);
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }

  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Fails if it ends before; {@code condition} may throw while what it asks is not there. */
  void await(BooleanSupplier condition) {
    while (!holds(condition)) {
      assertThat(code).as(out() + err()).isNotDone();
      Thread.onSpinWait();
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Returns the exit code. */
  int stop() throws InterruptedException, ExecutionException {
    interruption.stop();
    return code.get();
  }
}
