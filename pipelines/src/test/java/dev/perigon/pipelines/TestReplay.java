package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.lakehouse.Warehouse;
import dev.perigon.pipelines.Quarantines.Dropped;
import dev.perigon.pipelines.Quarantines.Held;
import dev.perigon.pipelines.Replayer.Form;
import dev.perigon.pipelines.Replayer.Replayed;
import dev.perigon.pipelines.Replayer.Request;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows that were held back are tried again: those that pass are in the table once. */
class TestReplay {
  private static final String FILES =
      "as select id, amount from stream(read_files('in/*.csv', format => 'csv', header => true,"
          + " schema => 'id int, amount int'))";

  @TempDir Path folder;
  private Shop shop;
  private Quarantines quarantines;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder.resolve("shop"));
    quarantines =
        new Quarantines(shop.warehouse, shop::engine, Optional.of(shop.root.resolve("home")));
  }

  @AfterEach
  void closeShop() {
    quarantines.close();
    shop.close();
  }

  private static Shop events(Shop shop, String rules) {
    return shop.sql(
        "sources/events.sql",
        "create streaming table events %s %s"
            .formatted(rules.isEmpty() ? "" : "(" + rules + ")", FILES));
  }

  private static String positive(String predicate) {
    return "constraint positive expect (%s) on violation quarantine row".formatted(predicate);
  }

  private static Replayer replayer(Shop shop) {
    return new Replayer(shop.warehouse, shop::engine, Optional.of(shop.root.resolve("home")));
  }

  private static Replayed replay(Shop shop, Request request) {
    return replayer(shop).replay(shop.project.load(), shop.request().data(), Shop.AS_OF, request);
  }

  private Replayed replay(String dataset) {
    return replay(shop, new Request(dataset, HeldSelection.ALL, Form.FROM_SOURCE, false));
  }

  private Replayed replay(String dataset, HeldSelection selection) {
    return replay(shop, new Request(dataset, selection, Form.FROM_SOURCE, false));
  }

  private static HeldSelection where(String predicate) {
    return new HeldSelection(Optional.empty(), Optional.of(predicate));
  }

  private static HeldSelection rule(String name) {
    return new HeldSelection(Optional.of(name), Optional.empty());
  }

  private static List<Integer> ids(Shop shop, String table) {
    return shop.rows("select id from %s order by id".formatted(table)).stream()
        .map(row -> (Integer) row.get(0))
        .toList();
  }

  private List<Integer> ids(String table) {
    return ids(shop, table);
  }

  @Test
  void rowsThatPassTheRulesOfTodayGoIntoTheTableOnce() {
    events(shop, positive("amount > 0")).data("in/1.csv", "id,amount\n1,5\n2,0\n3,-4\n").refresh();
    assertThat(ids("events_quarantine")).containsExactly(2, 3);

    assertThat(replay("events").passed()).isZero();
    events(shop, positive("amount >= 0"));
    Replayed replayed = replay("events");

    assertThat(replayed)
        .isEqualTo(
            new Replayed(
                Shop.table("events"),
                2,
                2,
                1,
                Optional.empty(),
                OptionalLong.empty(),
                0,
                Optional.of(1L)));
    assertThat(ids("events")).containsExactly(1, 2);
    assertThat(ids("events_quarantine")).containsExactly(3);
    assertThat(replay("events").passed()).isZero();
    shop.data("in/2.csv", "id,amount\n4,0\n5,-1\n").refresh();
    assertThat(ids("events")).containsExactly(1, 2, 4);
    assertThat(ids("events_quarantine")).containsExactly(3, 5);
  }

  @Test
  void theHistoriesTellWhatHappened() {
    events(shop, positive("amount > 0")).data("in/1.csv", "id,amount\n1,5\n2,0\n3,-4\n").refresh();
    events(shop, positive("amount >= 0"));
    replay("events");
    quarantines.drop(Shop.table("events"), HeldSelection.ALL);

    assertThat(operations("events"))
        .containsExactly("QUARANTINE DROP", "REPLAY", "STREAMING UPDATE");
    assertThat(operations("events_quarantine"))
        .containsExactly("QUARANTINE DROP", "REPLAY", "QUARANTINE");
  }

  private List<String> operations(String table) {
    return shop.warehouse.table(Shop.table(table)).history().stream()
        .map(entry -> entry.operation())
        .toList();
  }

  @Test
  void downstreamReadsReplayedRowsOnce() {
    events(shop, positive("amount > 0"))
        .sql("facts/copies.sql", "create streaming table copies as select id from stream(events)")
        .sql("facts/n.sql", "create materialized view n as select count(*) as n from events")
        .data("in/1.csv", "id,amount\n1,5\n2,0\n3,-4\n")
        .refresh();
    events(shop, positive("amount >= 0"));
    replay("events");
    shop.refresh();
    quarantines.drop(Shop.table("events"), HeldSelection.ALL);
    shop.refresh();

    assertThat(ids("copies")).containsExactly(1, 2);
    assertThat(shop.rows("select n from n")).containsExactly(List.of(2L));
  }

  @Test
  void onlyChosenRowsAreTried() {
    events(
            shop,
            positive("amount > 0")
                + ", constraint small expect (id < 10) on violation quarantine row")
        .data("in/1.csv", "id,amount\n1,0\n2,-1\n30,-1\n40,1\n")
        .refresh();
    events(shop, "");

    assertThat(replay("events", rule("SMALL")).passed()).isEqualTo(2);
    assertThat(ids("events")).containsExactly(30, 40);
    assertThat(replay("events", where("amount = 0")).chosen()).isEqualTo(1);
    assertThat(ids("events")).containsExactly(1, 30, 40);
    assertThat(ids("events_quarantine")).containsExactly(2);
    assertThat(replay("events", rule("other")).chosen()).isZero();
    assertThat(replay("events", where("cast(null as boolean)")).chosen()).isZero();
    assertThatThrownBy(() -> replay("events", where("amounts = 0")))
        .isInstanceOf(PerigonException.class)
        .hasMessageContaining("Cannot choose rows of shop.c360.events_quarantine")
        .hasMessageContaining("amounts");
  }

  @Test
  void aDryRunCountsAndLeavesEverything() {
    events(shop, positive("amount > 0")).data("in/1.csv", "id,amount\n1,5\n2,0\n3,-4\n").refresh();
    events(shop, positive("amount >= 0"));

    Replayed replayed =
        replay(shop, new Request("events", HeldSelection.ALL, Form.FROM_SOURCE, true));

    assertThat(replayed.chosen()).isEqualTo(2);
    assertThat(replayed.passed()).isEqualTo(1);
    assertThat(replayed.version()).isEmpty();
    assertThat(ids("events")).containsExactly(1);
    assertThat(ids("events_quarantine")).containsExactly(2, 3);
    assertThat(operations("events")).containsExactly("STREAMING UPDATE");
  }

  @Test
  void rowsThatAnyRuleWouldKeepOutStay() {
    events(shop, positive("amount > 0"))
        .data("in/1.csv", "id,amount\n1,0\n2,0\n3,0\n4,0\n,0\n")
        .refresh();
    shop.sql(
        "sources/events.sql",
        """
        create streaming table events (id int not null, amount int,
          constraint positive expect (amount >= 0) on violation quarantine row,
          constraint not_two expect (id <> 2) on violation drop row,
          constraint not_three expect (id <> 3) on violation fail update,
          constraint not_four expect (id <> 4)) %s"""
            .formatted(FILES));

    assertThat(replay("events").passed()).isEqualTo(2);
    assertThat(ids("events")).containsExactly(1, 4);
    assertThat(shop.rows("select id from events_quarantine order by id"))
        .containsExactly(Arrays.asList((Object) null), List.of(2), List.of(3));
  }

  /** A bronze table with coordinates, as read_kafka gives them, and what is made of its texts. */
  private static Shop records(Shop shop, String query) {
    return shop.sql(
            "sources/bronze.sql",
            """
            create streaming table bronze as select topic, partition, offset, raw from stream(
              read_files('in/*.csv', format => 'csv', header => true,
                schema => 'topic string, partition int, offset bigint, raw string'))
            """)
        .sql(
            "facts/silver.sql",
            """
            create streaming table silver
              (constraint readable expect (n is not null) on violation quarantine row)
            as select topic, partition, offset, %s as n from stream(bronze)"""
                .formatted(query));
  }

  private static Shop batch(Shop shop, int first, String... raws) {
    List<String> lines = new ArrayList<>(List.of("topic,partition,offset,raw"));
    for (int i = 0; i < raws.length; i++) {
      lines.add("t,%d,%d,%s".formatted((first + i) % 2, first + i, raws[i]));
    }
    return shop.data("in/%d.csv".formatted(first), String.join("\n", lines) + "\n");
  }

  private static List<List<Object>> silver(Shop shop) {
    return shop.rows("select offset, n from silver order by offset");
  }

  @Test
  void aCorrectedQueryRunsAgainOverTheRowsOfTheSource() {
    batch(records(shop, "try_cast(raw as int)"), 0, "1", "x2", "3", "?").refresh();
    assertThat(silver(shop)).containsExactly(List.of(0L, 1), List.of(2L, 3));
    records(shop, "try_cast(replace(raw, 'x', '') as int)");

    assertThat(replay(shop, new Request("silver", HeldSelection.ALL, Form.AS_HELD, true)).passed())
        .isZero();
    Replayed replayed = replay("silver");

    assertThat(replayed)
        .isEqualTo(
            new Replayed(
                Shop.table("silver"),
                2,
                2,
                1,
                Optional.of(Shop.table("bronze")),
                OptionalLong.of(2),
                0,
                Optional.of(1L)));
    assertThat(silver(shop)).containsExactly(List.of(0L, 1), List.of(1L, 2), List.of(2L, 3));
    assertThat(shop.rows("select offset, _quarantine_rule from silver_quarantine"))
        .containsExactly(List.of(3L, "readable"));
    batch(shop, 4, "x5", "6").refresh();
    assertThat(silver(shop)).hasSize(5);
    assertThat(replay("silver").passed()).isZero();
  }

  @Test
  void rowsThatAreInTheTableAlreadyOrCannotBeToldApartStayHeld() {
    records(shop, "explode(array(try_cast(raw as int), 7))");
    batch(shop, 0, "1", "x").refresh();
    assertThat(silver(shop)).containsExactly(List.of(0L, 1), List.of(0L, 7), List.of(1L, 7));
    records(shop, "coalesce(try_cast(raw as int), 0)");

    Replayed replayed = replay("silver");

    assertThat(replayed.passed()).isZero();
    assertThat(replayed.present()).isEqualTo(1);
    assertThat(silver(shop)).hasSize(3);
    assertThat(shop.rows("select offset from silver_quarantine")).containsExactly(List.of(1L));
  }

  @Test
  void rowsThatTheSourceOrTheQueryNoLongerHasStayHeld() {
    batch(records(shop, "try_cast(raw as int)"), 0, "1", "x2", "x3").refresh();
    shop.sql(
        "facts/silver.sql",
        """
        create streaming table silver
          (constraint readable expect (n is not null) on violation quarantine row)
        as select topic, partition, offset, coalesce(try_cast(raw as int), 0) as n
        from stream(bronze) where offset <> 2""");

    Replayed replayed = replay("silver");

    assertThat(replayed.chosen()).isEqualTo(2);
    assertThat(replayed.found()).hasValue(2);
    assertThat(replayed.passed()).isEqualTo(1);
    assertThat(shop.rows("select offset from silver_quarantine")).containsExactly(List.of(2L));
  }

  @Test
  void whatIsComputedAnewAnywayIsNotReplayed() {
    shop.sql(
            "facts/v.sql",
            "create materialized view v (constraint c expect (id > 1) on violation quarantine row)"
                + " as select explode(array(1, 2)) as id")
        .sql(
            "facts/users.sql",
            """
            create streaming table users
              (constraint c expect (id > 1) on violation quarantine row);
            create flow f as auto cdc into users from stream(events) keys (id) sequence by amount
            """);
    events(shop, "").data("in/1.csv", "id,amount\n1,5\n2,0\n").refresh();

    assertThatThrownBy(() -> replay("v"))
        .isInstanceOfSatisfying(
            PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
        .hasMessageContaining("Cannot replay 'shop.c360.v': it is no streaming table");
    assertThatThrownBy(() -> replay("users"))
        .isInstanceOfSatisfying(
            PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
        .hasMessageContaining("AUTO CDC computes it");
    assertThatThrownBy(() -> replay("events")).hasMessageContaining("Cannot find a quarantine of");
    assertThatThrownBy(() -> replay("evnts")).hasMessageContaining("evnts");

    for (String dataset : List.of("v", "users")) {
      assertThat(quarantines.drop(Shop.table(dataset), HeldSelection.ALL).rows()).isEqualTo(1);
      assertThat(ids(dataset + "_quarantine")).isEmpty();
    }
    shop.data("in/2.csv", "id,amount\n1,6\n3,0\n").refresh();
    assertThat(ids("users")).containsExactly(2, 3);
    assertThat(ids("users_quarantine")).containsExactly(1);
    assertThat(ids("v")).containsExactly(2);
    assertThat(ids("v_quarantine")).isEmpty();
  }

  @Test
  void whatIsHeldIsToldByRuleReasonAndSource() {
    events(shop, positive("amount > 0")).data("in/1.csv", "id,amount\n1,5\n2,0\n3,-4\n").refresh();

    assertThat(quarantines.datasets()).containsExactly(Shop.table("events"));
    assertThat(quarantines.find("events_quarantine")).isEqualTo(Shop.table("events"));
    Held held = quarantines.held(Shop.table("events"), HeldSelection.ALL);
    assertThat(held)
        .isEqualTo(
            new Held(
                Shop.table("events"),
                Shop.table("events_quarantine"),
                List.of(
                    new Quarantines.Group(
                        "positive", "amount > 0", "in/*.csv", 2, Shop.AS_OF, Shop.AS_OF)),
                false));
    assertThat(quarantines.held(Shop.table("events"), where("id = 3")).rows()).isEqualTo(1);
    assertThat(
            shop.rows(quarantines.rows(Shop.table("events"), where("id = 3"), 5).text().toString()))
        .containsExactly(List.of("positive", "amount > 0", "in/*.csv", Shop.AS_OF, 3, -4));
  }

  @Test
  void droppedRowsAreGoneAndTheOthersStay() {
    events(shop, positive("amount > 0")).data("in/1.csv", "id,amount\n1,5\n2,0\n3,-4\n").refresh();

    Dropped planned = quarantines.plan(Shop.table("events"), where("id = 3"));
    assertThat(planned).isEqualTo(new Dropped(Shop.table("events"), 1, 1, Optional.empty()));
    assertThat(ids("events_quarantine")).containsExactly(2, 3);
    assertThat(quarantines.drop(Shop.table("events"), where("id = 3")).rows()).isEqualTo(1);
    assertThat(ids("events_quarantine")).containsExactly(2);
    assertThat(quarantines.drop(Shop.table("events"), where("id = 3")).rows()).isZero();

    new Restorer(shop.warehouse, Optional.empty()).restore(Shop.table("events"), 0);
    assertThat(ids("events_quarantine")).containsExactly(2, 3);
  }

  @Test
  void aRestoreTakesAReplayBack() {
    events(shop, positive("amount > 0")).data("in/1.csv", "id,amount\n1,5\n2,0\n3,-4\n").refresh();
    events(shop, positive("amount >= 0"));
    replay("events");

    new Restorer(shop.warehouse, Optional.empty()).restore(Shop.table("events"), 0);

    assertThat(ids("events")).containsExactly(1);
    assertThat(ids("events_quarantine")).containsExactly(2, 3);
    assertThat(replay("events").passed()).isEqualTo(1);
    assertThat(ids("events")).containsExactly(1, 2);
    assertThat(ids("events_quarantine")).containsExactly(3);
  }

  @Test
  void aReplayMayBeKilledAtAnyStep() {
    try (Shop before = events(new Shop(folder.resolve("before")), positive("amount > 0"))) {
      before.data("in/1.csv", "id,amount\n1,5\n2,0\n3,-4\n").refresh();
      before.data("in/2.csv", "id,amount\n4,0\n5,-4\n").refresh();
    }
    int deaths = 0;
    for (int fatal = 1; ; fatal++) {
      Path at = folder.resolve("at" + fatal);
      try (Shop copy = new Shop(Shop.copied(folder.resolve("before"), at))) {
        events(copy, positive("amount >= 0"));
        boolean died = killed(copy, fatal);
        assertThat(ids(copy, "events")).as("step %d", fatal).isIn(List.of(1), List.of(1, 2, 4));

        if (fatal % 2 == 0) { // the next replay finishes it, or the next update
          replay(copy, new Request("events", HeldSelection.ALL, Form.FROM_SOURCE, false));
        } else {
          copy.refresh();
          replay(copy, new Request("events", HeldSelection.ALL, Form.FROM_SOURCE, false));
        }

        assertThat(ids(copy, "events")).as("step %d", fatal).containsExactly(1, 2, 4);
        assertThat(ids(copy, "events_quarantine")).as("step %d", fatal).containsExactly(3, 5);
        if (!died) {
          break;
        }
        deaths++;
      }
    }
    assertThat(deaths).isGreaterThan(8);
  }

  private static boolean killed(Shop shop, int fatal) {
    Faults faults = new Faults(fatal);
    Warehouse seen = faults.in(shop.warehouse);
    try {
      new Replayer(seen, () -> faults.in(shop.engine()), Optional.of(shop.root.resolve("home")))
          .replay(
              shop.project.load(),
              shop.request().data(),
              Shop.AS_OF,
              new Request("events", HeldSelection.ALL, Form.FROM_SOURCE, false));
      return false;
    } catch (Faults.Kill e) {
      return true;
    }
  }

  @Test
  void filesThatWerePutTogetherBetweenTheTwoCommitsDoNotMatter() {
    events(shop, positive("amount > 0")).data("in/1.csv", "id,amount\n2,0\n3,-4\n").refresh();
    shop.data("in/2.csv", "id,amount\n4,0\n5,-4\n").refresh();
    events(shop, positive("amount >= 0"));
    int fatal = 1;
    while (operations("events").size() < 3) {
      killed(shop, fatal++);
    }
    assertThat(ids("events")).containsExactly(2, 4);
    assertThat(ids("events_quarantine")).containsExactly(2, 3, 4, 5);
    assertThat(quarantines.held(Shop.table("events"), HeldSelection.ALL).unfinished()).isTrue();
    assertThatThrownBy(
            () -> replay(shop, new Request("events", HeldSelection.ALL, Form.AS_HELD, true)))
        .hasMessageContaining("was killed before it had finished");

    new Optimizer(shop.warehouse, Optional.empty(), shop::engine)
        .optimize(Shop.table("events_quarantine"), Optimizer.defaultFileBytes());
    assertThat(operations("events_quarantine")).startsWith("OPTIMIZE");
    shop.refresh();

    assertThat(ids("events")).containsExactly(2, 4);
    assertThat(ids("events_quarantine")).containsExactly(3, 5);
    assertThat(quarantines.held(Shop.table("events"), HeldSelection.ALL).unfinished()).isFalse();
  }
}
