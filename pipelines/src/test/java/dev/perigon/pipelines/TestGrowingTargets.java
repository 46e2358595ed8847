package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables with several flows, and targets of AUTO CDC, whose sources gain columns. */
class TestGrowingTargets {
  private static final String CHANGES =
      """
      create temporary view changes as
        select * from stream(read_files('in/*.json', format => 'json'));
      create streaming table newest (
        constraint has_at expect (at < 900) on violation quarantine row);
      create flow newest_f as auto cdc into newest from stream(changes) keys (id)
        sequence by at columns * except (_rescued_data);
      create streaming table history;
      create flow history_f as auto cdc into history from stream(changes) keys (id)
        sequence by at columns * except (_rescued_data, at) stored as scd type 2;
      create materialized view now as select * from newest;
      """;

  @TempDir private Path folder;
  private Shop shop;

  @BeforeEach
  void open() {
    shop = new Shop(folder.resolve("shop"));
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private String columns(String table) {
    return String.join(
        ",", shop.warehouse.table(Shop.table(table)).snapshot().orElseThrow().schema().names());
  }

  @Test
  void targetsAndTheirChangesGainTheColumnsOfTheirSource() {
    shop.sql("sources/all.sql", CHANGES);
    shop.data("in/1.json", "{\"id\":1,\"at\":10,\"a\":\"x\"}\n{\"id\":2,\"at\":10,\"a\":\"y\"}");
    shop.refresh();
    shop.data(
        "in/2.json",
        """
        {"id":1,"at":20,"a":"x","b":"new"}
        {"id":3,"at":5,"b":"only"}
        {"id":4,"at":999,"b":"held"}
        """);
    shop.refresh();
    shop.data("in/3.json", "{\"id\":1,\"at\":15,\"a\":\"z\"}").refresh();

    assertThat(columns("newest")).isEqualTo("id,at,a,b");
    assertThat(columns("history")).isEqualTo("id,a,__START_AT,__END_AT,b");
    assertThat(columns("history__changes")).isEqualTo("id,a,__sequence,__operation,__flow,b");
    assertThat(shop.rows("select id, at, a, b from now order by id"))
        .containsExactly(
            Arrays.asList(1L, 20L, "x", "new"),
            Arrays.asList(2L, 10L, "y", null),
            Arrays.asList(3L, 5L, null, "only"));
    assertThat(shop.rows("select id, b from newest_quarantine"))
        .containsExactly(List.of(4L, "held"));
    assertThat(
            shop.rows(
                "select a, b, __START_AT, __END_AT from history where id = 1 order by __START_AT"))
        .containsExactly(
            Arrays.asList("x", null, 10L, 15L),
            Arrays.asList("z", null, 15L, 20L),
            Arrays.asList("x", "new", 20L, null));
    assertThat(shop.run(rebuild()).error()).isEmpty();
    assertThat(shop.rows("select id, at, a, b from now order by id")).hasSize(3);
  }

  private UpdateRequest rebuild() {
    return new UpdateRequest(
        shop.request().data(), Shop.AS_OF, List.of(), List.of("all"), false, false, 2);
  }

  @Test
  void aColumnWithoutAnyRowIsThereForThoseWhoReadTheTarget() {
    shop.sql("sources/all.sql", CHANGES.replace("in/*.json', format => 'json'", CSV));
    shop.data("in/1.csv", "id,at\n1,10\n").refresh();
    shop.data("in/2.csv", "id,at,later\n").refresh();
    assertThat(columns("newest")).isEqualTo("id,at,later");
    assertThat(shop.rows("select id, later from now")).containsExactly(Arrays.asList("1", null));
  }

  private static final String CSV = "in/*.csv', format => 'csv', header => true";

  @Test
  void namedColumnsStayThoseThatAreNamed() {
    shop.sql(
        "sources/all.sql", CHANGES.replace("columns * except (_rescued_data)", "columns id, at"));
    shop.data("in/1.json", "{\"id\":1,\"at\":10}").refresh();
    shop.data("in/2.json", "{\"id\":1,\"at\":20,\"a\":\"x\"}").refresh();
    assertThat(columns("newest")).isEqualTo("id,at");
    assertThat(shop.rows("select * from newest")).containsExactly(List.of(1L, 20L));
  }

  @Test
  void dumpsMayGainColumns() {
    shop.sql(
        "sources/all.sql",
        """
        create streaming table products;
        create flow dumps as auto cdc from snapshot into products
          from read_files('dump.csv', format => 'csv', header => true) keys (sku)
          stored as scd type 2;
        create materialized view now as select * from products where __END_AT is null;
        """);
    dump("sku,price\na,1\nb,2\n", 1);
    dump("sku,price,colour\na,1,\nb,2,\n", 2);
    assertThat(columns("now")).isEqualTo("sku,price,__START_AT,__END_AT,colour");
    dump("sku,price,colour\na,1,red\nb,2,\n", 3);
    assertThat(shop.rows("select sku, colour from products order by sku, __START_AT"))
        .containsExactly(
            Arrays.asList("a", null), Arrays.asList("a", "red"), Arrays.asList("b", null));
  }

  private void dump(String text, int day) {
    shop.data("dump.csv", text);
    Instant asOf = Instant.parse("2025-01-01T00:00:00Z").plusSeconds(86400L * day);
    assertThat(
            shop.run(
                    new UpdateRequest(
                        shop.request().data(), asOf, List.of(), List.of(), false, false, 2))
                .error())
        .isEmpty();
  }

  private static final String FLOWS =
      """
      create streaming table events;
      create flow web as insert into events by name
        select * from stream read_files('web', format => 'json');
      create flow app as insert into events by name
        select * from stream read_files('app', format => 'json');
      """;

  @Test
  void whatOneFlowGainsIsNullInTheRowsOfTheOthers() {
    shop.sql("sources/events.sql", FLOWS);
    shop.data("web/1.json", "{\"id\":1,\"page\":\"/\"}").data("app/1.json", "{\"id\":2}").refresh();
    shop.data("web/2.json", "{\"id\":3,\"page\":\"/\",\"agent\":\"x\"}");
    shop.data("app/2.json", "{\"id\":4,\"device\":\"y\"}").refresh();
    shop.data("app/3.json", "{\"id\":5}").data("web/3.json", "{\"id\":6}").refresh();

    List<List<Object>> expected =
        List.of(
            Arrays.asList(1L, "/", null, null),
            Arrays.asList(2L, null, null, null),
            Arrays.asList(3L, "/", "x", null),
            Arrays.asList(4L, null, null, "y"),
            Arrays.asList(5L, null, null, null),
            Arrays.asList(6L, null, null, null));
    String all = "select id, page, agent, device from events order by id";
    assertThat(shop.rows(all)).isEqualTo(expected);
    assertThat(shop.run(rebuild()).error()).isEmpty();
    assertThat(shop.rows(all)).isEqualTo(expected);
  }

  @Test
  void aColumnThatAFlowHadIsNotLostByASlip() {
    shop.sql("sources/events.sql", FLOWS);
    shop.data("web/1.json", "{\"id\":1,\"page\":\"/\"}").data("app/1.json", "{\"id\":2}").refresh();
    shop.sql("sources/events.sql", FLOWS.replaceFirst("\\*", "id, _rescued_data"));
    shop.data("web/2.json", "{\"id\":3,\"page\":\"/\"}");
    assertThat(shop.run().error().orElseThrow())
        .hasMessage("Cannot write to 'events': its query has no column 'page'");
  }

  @Test
  void oneOfSeveralFlowsOfChangesMayGainAColumn() {
    shop.sql(
        "sources/all.sql",
        """
        create streaming table customers;
        create flow crm as auto cdc into customers from stream read_files('crm', format => 'json')
          keys (id) sequence by at columns * except (_rescued_data);
        create flow web as auto cdc into customers from stream read_files('web', format => 'json')
          keys (id) sequence by at columns * except (_rescued_data);
        """);
    shop.data("crm/1.json", "{\"id\":1,\"at\":1}").data("web/1.json", "{\"id\":2,\"at\":1}");
    shop.refresh();
    shop.data("web/2.json", "{\"id\":1,\"at\":2,\"mail\":\"m\"}");
    shop.data("crm/2.json", "{\"id\":3,\"at\":2}").refresh();
    assertThat(shop.rows("select id, at, mail from customers order by id"))
        .containsExactly(
            Arrays.asList(1L, 2L, "m"), Arrays.asList(2L, 1L, null), Arrays.asList(3L, 2L, null));
  }

  /** A change as the names and values it came with. */
  private record Change(long id, long at, TreeMap<String, String> values) {
    String json() {
      String more =
          values.entrySet().stream()
              .map(e -> ",\"%s\":\"%s\"".formatted(e.getKey(), e.getValue()))
              .collect(Collectors.joining());
      return "{\"id\":%d,\"at\":%d%s}".formatted(id, at, more);
    }
  }

  private static final List<String> NAMES = List.of("zip", "mail", "city", "name");

  @Test
  void columnsThatComeInAnyOrderMakeTheSameTables() {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      TreeMap<String, String> values = new TreeMap<>();
      NAMES.stream()
          .filter(name -> random.nextInt(3) == 0)
          .forEach(name -> values.put(name, "v" + random.nextInt(3)));
      changes.add(new Change(random.nextInt(4), random.nextInt(8), values));
    }
    for (int i = 0; i < Integer.getInteger("shuffles", 4); i++) {
      Collections.shuffle(changes, random);
      try (Shop other = new Shop(folder.resolve("any" + i)).sql("sources/all.sql", CHANGES)) {
        deliver(other, changes, random);
        String what = "seed %d, shuffle %d".formatted(seed, i);
        assertThat(other.rows("select id, at, city, mail, name, zip from newest order by id"))
            .as(what)
            .isEqualTo(newest(changes));
        assertThat(
                other.rows(
                    "select id, city, mail, name, zip, __START_AT from history where __END_AT is"
                        + " null order by id"))
            .extracting(row -> row.subList(0, 5))
            .as(what)
            .isEqualTo(
                newest(changes).stream()
                    .map(
                        row -> {
                          List<Object> values = new ArrayList<>(row);
                          values.remove(1);
                          return values;
                        })
                    .toList());
        assertThat(other.rows("select count(*) from newest__changes"))
            .containsExactly(List.of(40L));
        if (i == 0) {
          history = other.rows(HISTORY);
        }
        assertThat(other.rows(HISTORY)).as(what).isEqualTo(history);
      }
    }
  }

  private static final String HISTORY =
      "select id, city, mail, name, zip, __START_AT, __END_AT from history order by id, __START_AT";
  private List<List<Object>> history;

  private static void deliver(Shop shop, List<Change> changes, Random random) {
    int from = 0;
    for (int file = 0; from < changes.size(); file++) {
      int to = Math.min(changes.size(), from + 5 + random.nextInt(15));
      String lines =
          changes.subList(from, to).stream().map(Change::json).collect(Collectors.joining("\n"));
      shop.data("in/%d.json".formatted(file), lines).refresh();
      from = to;
    }
  }

  private static List<List<Object>> newest(List<Change> changes) {
    Comparator<Change> order = Comparator.comparingLong(Change::at);
    for (String name : NAMES.stream().sorted().toList()) {
      order =
          order.thenComparing(
              c -> c.values().get(name), Comparator.nullsFirst(Comparator.naturalOrder()));
    }
    Map<Long, Change> rows = new TreeMap<>();
    changes.stream().sorted(order).forEach(c -> rows.put(c.id(), c));
    return rows.values().stream()
        .map(
            c -> {
              List<Object> row = new ArrayList<>(List.of(c.id(), c.at()));
              NAMES.stream().sorted().forEach(name -> row.add(c.values().get(name)));
              return row;
            })
        .toList();
  }

  @Test
  void anUpdateThatDiesWhileATargetGrowsIsMadeUpFor() {
    dyingAt(1 + (int) (System.nanoTime() % 6), 6);
  }

  @Test
  @Tag("long")
  void anUpdateThatDiesAtAnyStepWhileATargetGrowsIsMadeUpFor() {
    dyingAt(1, 1);
  }

  private void dyingAt(int start, int stride) {
    System.out.println("first step " + start);
    for (int fatal = start; ; fatal += stride) {
      try (Shop dying = new Shop(folder.resolve("at" + fatal)).sql("sources/all.sql", CHANGES)) {
        dying.data("in/1.json", "{\"id\":1,\"at\":10}").refresh();
        dying.data("in/2.json", "{\"id\":2,\"at\":10,\"b\":\"x\"}");
        boolean died = dies(dying, new Faults(fatal));
        dying.refresh();
        assertThat(dying.rows("select id, b from now order by id"))
            .as("death at step %d", fatal)
            .containsExactly(Arrays.asList(1L, null), Arrays.asList(2L, "x"));
        if (!died) {
          assertThat(fatal).isGreaterThan(8);
          return;
        }
      }
    }
  }

  private static boolean dies(Shop shop, Faults faults) {
    try (Updates updates = shop.updates(faults.in(shop.warehouse), faults::in)) {
      shop.run(updates, shop.oneByOne());
      return false;
    } catch (Faults.Kill e) {
      return true;
    }
  }
}
