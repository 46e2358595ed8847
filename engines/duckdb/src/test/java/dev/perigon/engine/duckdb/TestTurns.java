package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.sql.error.PerigonException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TestTurns {
  private static final long MEGABYTE = 1 << 20;

  private final Turns turns = new Turns(100 * MEGABYTE);
  private final List<String> events = new CopyOnWriteArrayList<>();

  @Test
  void whatFitsIntoMemoryTogetherRunsSideBySide() {
    var both = new CyclicBarrier(2);
    CompletableFuture<Integer> other =
        CompletableFuture.supplyAsync(() -> turns.run(40 * MEGABYTE, () -> meet(both)));

    int place = turns.run(60 * MEGABYTE, () -> meet(both));

    assertThat(place + other.join()).isEqualTo(1);
  }

  @Test
  void whatDoesNotFitWaitsForItsTurn() throws InterruptedException {
    Thread second = new Thread(() -> turns.run(50 * MEGABYTE, () -> events.add("second")));
    turns.run(
        60 * MEGABYTE,
        () -> {
          second.start();
          untilItWaits(second);
          return events.add("first");
        });
    second.join();

    assertThat(events).containsExactly("first", "second");
  }

  @Test
  void aQueryBiggerThanMemoryRunsAlone() throws InterruptedException {
    Thread small = new Thread(() -> turns.run(1, () -> events.add("small")));
    turns.run(
        Long.MAX_VALUE,
        () -> {
          small.start();
          untilItWaits(small);
          return events.add("big");
        });
    small.join();

    assertThat(events).containsExactly("big", "small");
  }

  @Test
  void aFailureEndsTheTurn() {
    assertThatThrownBy(
            () ->
                turns.run(
                    Long.MAX_VALUE,
                    () -> {
                      throw new IllegalStateException("failed");
                    }))
        .hasMessage("failed");

    assertThat(turns.run(Long.MAX_VALUE, () -> "next")).isEqualTo("next");
  }

  @Test
  void anInterruptedWaitIsACancelledQuery() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> turns.run(1, () -> events.add("begun")))
        .isInstanceOf(PerigonException.class)
        .hasMessageContaining("Cannot finish the query: it was cancelled");
    assertThat(Thread.interrupted()).isTrue();
    assertThat(events).isEmpty();
  }

  private static int meet(CyclicBarrier barrier) {
    try {
      return barrier.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void untilItWaits(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }
}
