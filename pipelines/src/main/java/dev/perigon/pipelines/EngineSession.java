package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** An engine that is opened when first needed, or ahead of time while something else goes on. */
final class EngineSession implements Supplier<Engine>, AutoCloseable {
  private final Supplier<Engine> open;
  private Optional<CompletableFuture<Engine>> opened = Optional.empty();

  EngineSession(Supplier<Engine> open) {
    this.open = open;
  }

  /** Begins to open the engine in the background. */
  synchronized CompletableFuture<Engine> prepare() {
    if (opened.isEmpty()) {
      CompletableFuture<Engine> future = new CompletableFuture<>();
      opened = Optional.of(future);
      Thread opener =
          new Thread(
              () -> {
                try {
                  future.complete(open.get());
                } catch (Throwable e) {
                  future.completeExceptionally(e);
                }
              },
              "perigon-engine-start");
      opener.setDaemon(true);
      opener.start();
    }
    return opened.get();
  }

  @Override
  public Engine get() {
    try {
      return prepare().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException problem) {
        throw problem;
      }
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    }
  }

  @Override
  public synchronized void close() {
    opened.ifPresent(
        future -> future.handle((engine, failure) -> engine).thenAccept(EngineSession::close));
    opened = Optional.empty();
  }

  private static void close(Engine engine) {
    if (engine != null) {
      engine.close();
    }
  }
}
