package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.Engine.Work;
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

  /** Begins to open the engine in the background, and to make it ready for {@code work}. */
  synchronized void prepare(Work work) {
    opening(work);
  }

  private synchronized CompletableFuture<Engine> opening(Work work) {
    if (opened.isEmpty()) {
      CompletableFuture<Engine> future = new CompletableFuture<>();
      opened = Optional.of(future);
      Thread opener = new Thread(() -> open(future, work), "perigon-engine-start");
      opener.setDaemon(true);
      opener.start();
    }
    return opened.get();
  }

  private void open(CompletableFuture<Engine> future, Work work) {
    try {
      Engine engine = open.get();
      future.complete(engine);
      engine.prepare(work);
    } catch (Throwable e) {
      // When it opened but could not prepare, whoever uses it next is told why.
      future.completeExceptionally(e);
    }
  }

  @Override
  public Engine get() {
    try {
      return opening(Work.WRITE).join();
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
