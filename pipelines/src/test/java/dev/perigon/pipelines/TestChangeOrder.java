package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.pipelines.ChangeOracle.Change;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same changes make the same tables, in whatever order and batches they arrive. */
class TestChangeOrder {
  private static final String PROJECT =
      """
      create temporary view changes as select * from stream(read_files('in/*.csv',
        format => 'csv', header => true,
        schema => 'id int, name string, city string, score int, at int, op string'));

      create temporary view rows_only as select * from changes where op is null or op <> 'T';

      create streaming table newest;
      create flow newest_f as auto cdc into newest from stream(changes) keys (id)
        apply as delete when op = 'D' apply as truncate when op = 'T'
        sequence by at columns id, name, city, score, at;

      create streaming table kept;
      create flow kept_f as auto cdc into kept from stream(rows_only) keys (id)
        apply as delete when op = 'D'
        sequence by at columns id, name, city, score, at;

      create streaming table kept_by_time;
      create flow kept_by_time_f as auto cdc into kept_by_time from stream(rows_only) keys (id)
        apply as delete when op = 'D'
        sequence by struct(timestamp_millis(at) as time, 0 as number)
        columns id, name, city, score, at;

      create streaming table filled;
      create flow filled_f as auto cdc into filled from stream(rows_only) keys (id)
        ignore null updates apply as delete when op = 'D'
        sequence by at columns * except (op);

      create streaming table history;
      create flow history_f as auto cdc into history from stream(rows_only) keys (id)
        apply as delete when op = 'D'
        sequence by at columns * except (op, at) stored as scd type 2;

      create streaming table some_history;
      create flow some_history_f as auto cdc into some_history from stream(rows_only) keys (id)
        ignore null updates apply as delete when op = 'D'
        sequence by at columns * except (op, at) stored as scd type 2
        track history on city, score;
      """;

  @TempDir private Path folder;

  @Test
  void anyOrderAndAnyBatchesOfTheSameChangesMakeTheSameTables() {
    shuffles(Integer.getInteger("shuffles", 5));
  }

  @Test
  @Tag("long")
  void aThousandOrdersOfTheSameChangesMakeTheSameTables() {
    shuffles(1000);
  }

  private void shuffles(int times) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<Change> changes = changes(random, 60);
    for (int i = 0; i < times; i++) {
      if (i % 50 == 49) {
        changes = changes(random, 30 + random.nextInt(60));
      }
      Collections.shuffle(changes, random);
      try (Shop shop = new Shop(folder.resolve("shop" + i)).sql("sources/all.sql", PROJECT)) {
        deliver(shop, changes, 1 + random.nextInt(4), random);
        check(shop, changes, "seed %d, shuffle %d".formatted(seed, i));
      }
    }
  }

  /** Few keys and few sequences, so that changes meet. */
  private static List<Change> changes(Random random, int count) {
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int kind = random.nextInt(12);
      changes.add(
          new Change(
              random.nextInt(5),
              random.nextInt(4) == 0 ? null : "n" + random.nextInt(3),
              random.nextInt(4) == 0 ? null : "c" + random.nextInt(2),
              random.nextInt(4) == 0 ? null : random.nextInt(2),
              random.nextInt(25),
              kind == 0 && i % 5 == 0 ? "T" : kind <= 2 ? "D" : ""));
    }
    return changes;
  }

  private static void deliver(Shop shop, List<Change> changes, int batches, Random random) {
    List<Integer> cuts = new ArrayList<>(List.of(0, changes.size()));
    for (int i = 1; i < batches; i++) {
      cuts.add(random.nextInt(changes.size() + 1));
    }
    Collections.sort(cuts);
    for (int i = 1; i < cuts.size(); i++) {
      String rows =
          changes.subList(cuts.get(i - 1), cuts.get(i)).stream()
              .map(change -> change.csv() + "\n")
              .collect(Collectors.joining());
      shop.data("in/%d.csv".formatted(i), "id,name,city,score,at,op\n" + rows);
      shop.refresh();
    }
  }

  private static void check(Shop shop, List<Change> changes, String what) {
    assertThat(shop.rows("select * from newest order by all"))
        .as(what)
        .isEqualTo(ChangeOracle.newest(changes, true, false));
    for (String table : List.of("kept", "kept_by_time")) {
      assertThat(shop.rows("select * from %s order by all".formatted(table)))
          .as(what)
          .isEqualTo(ChangeOracle.newest(changes, false, false));
    }
    assertThat(shop.rows("select * from filled order by all"))
        .as(what)
        .isEqualTo(ChangeOracle.newest(changes, false, true));
    List<List<Object>> history = shop.rows("select * from history order by id, __START_AT");
    assertThat(history).as(what).isEqualTo(ChangeOracle.history(changes, List.of(0, 1, 2), false));
    assertThat(shop.rows("select * from some_history order by id, __START_AT"))
        .as(what)
        .isEqualTo(ChangeOracle.history(changes, List.of(1, 2), true));
    checkSpans(history, changes, what);
  }

  /** Of a key, spans follow each other; where one ends and none begins, something was deleted. */
  private static void checkSpans(List<List<Object>> history, List<Change> changes, String what) {
    for (int i = 0; i < history.size(); i++) {
      List<Object> span = history.get(i);
      List<Object> next = i + 1 < history.size() ? history.get(i + 1) : List.of(-1);
      Integer end = (Integer) span.get(5);
      boolean sameKey = next.get(0).equals(span.get(0));
      if (end == null) {
        assertThat(sameKey).as("%s: an open span is its key's last: %s", what, span).isFalse();
        continue;
      }
      assertThat(end).as("%s: %s", what, span).isGreaterThan((Integer) span.get(4));
      if (sameKey && Objects.equals(next.get(4), end)) {
        continue;
      }
      if (sameKey) {
        assertThat((Integer) next.get(4)).as("%s: %s", what, span).isGreaterThan(end);
      }
      assertThat(changes)
          .as("%s: what ended %s", what, span)
          .anyMatch(c -> c.op().equals("D") && c.id() == (int) span.get(0) && c.at() == end);
    }
  }
}
