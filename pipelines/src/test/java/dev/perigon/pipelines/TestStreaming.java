package dev.perigon.pipelines;

import static dev.perigon.pipelines.Shop.dataset;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestStreaming {
  private static final String EVENTS =
      """
      create or refresh streaming table events as
      select id, kind from stream(read_files('in/*.csv', format => 'csv', header => true,
        schema => 'id int, kind string'))
      """;

  @TempDir Path folder;
  private Shop shop;

  @BeforeEach
  void openShop() {
    shop = new Shop(folder);
  }

  @AfterEach
  void closeShop() {
    shop.close();
  }

  private Shop events() {
    return shop.sql("sources/events.sql", EVENTS).data("in/1.csv", "id,kind\n1,a\n2,b\n");
  }

  private List<Object> ids(String table) {
    return shop.rows("select id from %s order by id".formatted(table)).stream()
        .map(row -> row.get(0))
        .toList();
  }

  private UpdateRequest rebuilding(String... names) {
    return new UpdateRequest(
        folder.resolve("data").toUri(), Shop.AS_OF, List.of(), List.of(names), false, false, 2);
  }

  private PerigonException error() {
    return shop.run().error().orElseThrow();
  }

  @Test
  void readsEachFileOnce() throws IOException {
    events().refresh();
    shop.data("in/0.csv", "id,kind\n3,c\n");
    Files.setLastModifiedTime(
        folder.resolve("data/in/0.csv"), FileTime.fromMillis(1_000_000_000_000L));

    UpdateResult second = shop.refresh();

    assertThat(dataset(second, "events").rows()).isEqualTo(1);
    assertThat(dataset(second, "events").version()).hasValue(1L);
    assertThat(ids("events")).containsExactly(1, 2, 3);
  }

  @Test
  void commitsNothingWhenNothingIsNew() {
    events().refresh();

    UpdateResult second = shop.refresh();

    assertThat(dataset(second, "events").version()).isEmpty();
    assertThat(dataset(second, "events").state()).isEqualTo(UpdateResult.State.COMPLETED);
    assertThat(shop.warehouse.table(Shop.table("events")).history()).hasSize(1);
  }

  @Test
  void createsTheTableBeforeThereAreFiles() {
    shop.sql("sources/events.sql", EVENTS).refresh();

    assertThat(ids("events")).isEmpty();
    shop.data("in/1.csv", "id,kind\n1,a\n").refresh();
    assertThat(ids("events")).containsExactly(1);
  }

  @Test
  void eachCommitWritesItsOwnNewsOnly() {
    events().refresh();
    shop.data("in/2.csv", "id,kind\n5,a\n").refresh();

    Map<String, String> cursors =
        shop.warehouse.table(Shop.table("events")).snapshot().orElseThrow().cursors();

    assertThat(cursors.get("perigon.flow.events"))
        .matches(
            "\\{\"tables\":\\{},\"lists\":\\[\\{\"name\":\"[0-9a-f]{32}\",\"files\":1},"
                + "\\{\"name\":\"[0-9a-f]{32}\",\"files\":1}],\"done\":false}");
    assertThat(cursors).doesNotContainKey("perigon.schemas.events");
  }

  @Test
  void listsOfFilesAreJoinedBeforeTheyAreMany() {
    events();
    for (int i = 1; i <= 25; i++) {
      shop.data("in/f%d.csv".formatted(i), "id,kind\n%d,a\n".formatted(100 + i)).refresh();
    }

    String head =
        shop.warehouse
            .table(Shop.table("events"))
            .snapshot()
            .orElseThrow()
            .cursors()
            .get("perigon.flow.events");

    assertThat(head.split("name")).hasSizeLessThan(15);
    assertThat(ids("events")).hasSize(27).doesNotHaveDuplicates();
    assertThat(dataset(shop.refresh(), "events").version()).isEmpty();
  }

  @Test
  void aProjectThatWasMovedGoesOn() throws IOException {
    events().refresh();
    shop.close();
    Path moved = folder.resolve("moved");
    Files.createDirectories(moved);
    for (String part : List.of("project", "data", "home")) {
      Files.move(folder.resolve(part), moved.resolve(part));
    }

    try (Shop there = new Shop(moved)) {
      there.sql("sources/events.sql", EVENTS);
      assertThat(dataset(there.refresh(), "events").version()).isEmpty();
    }
  }

  @Test
  void refusesAFileThatChangedAfterItWasRead() {
    events().refresh();
    shop.data("in/1.csv", "id,kind\n1,a\n2,b\n3,c\n");

    PerigonException error = error();

    assertThat(error)
        .hasMessage(
            "Cannot stream 'in/1.csv': the file changed after it was read, and streaming tables read a file once");
    assertThat(error.code()).isEqualTo(ErrorCode.DATA);
    assertThat(ids("events")).containsExactly(1, 2);
  }

  @Test
  void aFullRefreshStartsFromNothing() {
    events().refresh();
    shop.data("in/1.csv", "id,kind\n7,a\n");

    UpdateResult result = shop.run(rebuilding("events"));

    assertThat(result.error()).isEmpty();
    assertThat(ids("events")).containsExactly(7);
    shop.data("in/2.csv", "id,kind\n8,a\n").refresh();
    assertThat(ids("events")).containsExactly(7, 8);
    assertThat(shop.rows("select count(*) from events version as of 0"))
        .containsExactly(List.of(2L));
  }

  @Test
  void aFullRefreshMayChangeTheSchema() {
    events().refresh();
    shop.sql("sources/events.sql", EVENTS.replace("select id, kind", "select id, 'x' as other"));

    assertThat(error())
        .hasMessage("Cannot write to 'events': its query has column 'other', the table has not");
    assertThat(shop.run(rebuilding("all")).error()).isEmpty();
    assertThat(shop.rows("select * from events where id = 1")).containsExactly(List.of(1, "x"));
  }

  @Test
  void castsToTheTypesThatTheTableHas() {
    events().refresh();
    shop.sql(
            "sources/events.sql",
            EVENTS.replace("select id, kind", "select kind, cast(id as bigint) as ID"))
        .data("in/2.csv", "id,kind\n9,z\n")
        .refresh();

    assertThat(shop.rows("select * from events where kind = 'z'")).containsExactly(List.of(9, "z"));

    shop.sql("sources/events.sql", EVENTS.replace("select id, kind", "select kind as id, kind"));
    assertThat(error())
        .hasMessage(
            "Cannot write to 'events': column 'id' is STRING in the query and INT in the table");
  }

  @Test
  void streamsATableByWhatWasAddedSince() {
    events()
        .sql(
            "facts/a.sql",
            "create streaming table a as select id from stream(events) where kind = 'a'")
        .refresh();
    shop.data("in/2.csv", "id,kind\n4,a\n5,b\n").refresh();

    UpdateResult third = shop.refresh();

    assertThat(ids("a")).containsExactly(1, 4);
    assertThat(dataset(third, "a").version()).isEmpty();
  }

  @Test
  void joinsAStreamWithAllOfAnotherTable() {
    events()
        .sql(
            "sources/names.sql",
            "create materialized view names as select 'a' as kind, 'Ann' as name")
        .sql(
            "facts/named.sql",
            "create streaming table named as select e.id, n.name from stream(events) e left join names n using (kind)")
        .refresh();
    shop.sql(
            "sources/names.sql",
            "create materialized view names as select 'a' as kind, 'Eve' as name")
        .data("in/2.csv", "id,kind\n3,a\n")
        .refresh();

    assertThat(shop.rows("select id, name from named order by id"))
        .containsExactly(List.of(1, "Ann"), java.util.Arrays.asList(2, null), List.of(3, "Eve"));
  }

  @Test
  void rewrittenSourcesCannotBeStreamedOn() {
    events()
        .sql("facts/a.sql", "create streaming table a as select id from stream events")
        .refresh();
    shop.run(rebuilding("events"));

    PerigonException error = error();

    assertThat(error)
        .hasMessage(
            "Cannot go on streaming 'shop.c360.events': its version 1 removed or changed rows that were already read");
    assertThat(error.remedy()).contains("--full-refresh").contains("skipChangeCommits");
    assertThat(shop.run(rebuilding("all")).error()).isEmpty();
    assertThat(ids("a")).containsExactly(1, 2);
  }

  @Test
  void versionsThatChangeRowsCanBePassedOver() {
    events()
        .sql(
            "facts/a.sql",
            "create streaming table a as select id from stream(events) with (skipChangeCommits = true)")
        .refresh();
    shop.run(rebuilding("events"));
    shop.data("in/2.csv", "id,kind\n3,c\n").refresh();

    assertThat(ids("a")).containsExactly(1, 2, 3);
  }

  @Test
  void refusesOptionsThatTablesDoNotHave() {
    events()
        .sql(
            "facts/a.sql",
            "create streaming table a as select id from stream(events) with (maxFile = 1)");

    assertThat(error())
        .hasMessageContaining("Cannot read a table with option 'maxfile': there is no such option");
  }

  @Test
  void refusesTwoPartsOfOneSourceInOneFlow() {
    events()
        .sql(
            "facts/a.sql",
            "create streaming table a as select id from stream(events) with (maxFilesPerTrigger = 1)"
                + " union all select id from stream(events)");

    assertThat(error())
        .hasMessageContaining(
            "Cannot stream one source twice in one flow with limits or with other options");
  }

  @Test
  void aSourceThatWasMadeAnewCannotBeStreamedOn() {
    events()
        .sql("facts/a.sql", "create streaming table a as select id from stream events")
        .refresh();
    shop.warehouse.files().delete(shop.warehouse.table(Shop.table("events")).location());

    assertThat(error())
        .hasMessage(
            "Cannot go on streaming 'shop.c360.events': it was made anew since it was last read");
  }

  @Test
  void severalFlowsFillOneTable() {
    shop.data("in/1.csv", "id,kind\n1,a\n")
        .data("more/1.csv", "id\n2\n")
        .sql("sources/events.sql", "create streaming table events (id bigint, kind string)")
        .sql(
            "sources/flows.sql",
            """
            create flow one as insert into events by name
              select kind, id from stream(read_files('in', format => 'csv', header => true, schema => 'id int, kind string'));
            create flow two as insert into events by name
              select id, 'more' as kind from stream(read_files('more', format => 'csv', header => true, schema => 'id int'));
            create flow three as insert into once events by name select 3L as id, 'once' as kind
            """)
        .refresh();
    shop.data("more/2.csv", "id\n4\n");

    UpdateResult second = shop.refresh();

    assertThat(dataset(second, "events").rows()).isEqualTo(1);
    assertThat(shop.rows("select * from events order by id"))
        .containsExactly(
            List.of(1L, "a"), List.of(2L, "more"), List.of(3L, "once"), List.of(4L, "more"));
  }

  @Test
  void refusesStreamsWhereTheyHaveNoMeaning() {
    events().sql("facts/m.sql", "create materialized view m as select * from stream(events)");
    assertThat(error())
        .hasMessage(
            "Cannot fill materialized view 'm' from a STREAM: it is computed anew each time");

    shop.sql("facts/m.sql", "create materialized view m as select * from events")
        .sql("facts/s.sql", "create streaming table s as select * from stream(m)");
    assertThat(error())
        .hasMessage(
            "Cannot stream 'm': it is a materialized view, whose rows are replaced at each update");

    shop.sql("facts/s.sql", "create streaming table s as select * from events");
    assertThat(error())
        .hasMessage(
            "Cannot fill streaming table 's': flow 's' reads no STREAM, so each update would add the same rows again");

    shop.sql("facts/v.sql", "create view v as select * from events")
        .sql("facts/s.sql", "create streaming table s as select * from stream(v)");
    assertThat(error()).hasMessage("Cannot stream view 'v': a view keeps no rows to be read once");
  }

  @Test
  void refusesWhatWouldDependOnBatches() {
    events().sql("sources/n.sql", "create materialized view n as select 1 as id").refresh();
    Map<String, String> refused =
        Map.of(
            "select kind, count(*) as n from stream(events) group by kind",
            "GROUP BY or an aggregate function",
            "select distinct kind from stream(events)",
            "DISTINCT",
            "select id, row_number() over (order by id) as r from stream(events)",
            "a window function",
            "select id from stream(events) limit 1",
            "LIMIT",
            "select id from stream(events) union all select id from n",
            "UNION with something that does not stream",
            "select a.id from stream(events) a join stream(events) b on a.id = b.id",
            "a JOIN of two streams",
            "select n.id from n left join stream(events) e on n.id = e.id",
            "LEFT OUTER JOIN with the stream on its other side",
            "with e as (select id from stream(events)) select a.id from e a join e b on a.id = b.id",
            "a JOIN of two streams",
            "select id from n where id in (select id from stream(events))",
            "a subquery");

    refused.forEach(
        (query, what) -> {
          shop.sql("facts/s.sql", "create streaming table s as " + query);
          PerigonException error = error();
          assertThat(error)
              .hasMessageStartingWith("Cannot stream through " + what + " at facts/s.sql:1:");
          assertThat(error.code()).isEqualTo(ErrorCode.UNSUPPORTED);
        });
  }

  @Test
  void streamsWhatIsDoneRowByRow() {
    events()
        .sql("sources/n.sql", "create materialized view n as select 1 as id, 'x' as name")
        .sql(
            "facts/s.sql",
            """
            create streaming table s as
            with e as (select id, explode(array(kind, upper(kind))) as k from stream(events))
            select e.id, k, name from e left join n on e.id = n.id
            where not exists (select 1 from n where n.id = e.id and k = 'A')
            union all
            select id, 'again', null from stream(events) where id in (select id from n)
            """)
        .refresh();

    assertThat(shop.rows("select id, k from s order by id, k"))
        .containsExactly(List.of(1, "a"), List.of(1, "again"), List.of(2, "B"), List.of(2, "b"));
  }

  @Test
  void streamsThroughViews() {
    events()
        .project
        .with(
            "sources/v.sql",
            "create temporary view v as select id from stream(events) where id <> 2")
        .with("facts/s.sql", "create streaming table s as select id from v");
    // A view over a stream is of use to streaming tables only.
    shop.refresh();
    shop.data("in/2.csv", "id,kind\n5,a\n").refresh();

    assertThat(ids("s")).containsExactly(1, 5);
  }

  @Test
  void aTableDoesNotChangeItsKindByItself() {
    events().refresh();
    shop.sql("sources/events.sql", "create materialized view events as select 1 as id");

    assertThat(error())
        .hasMessage(
            "Cannot update 'shop.c360.events' as a materialized view: the table there is a streaming table");
    assertThat(shop.run(rebuilding("events")).error()).isEmpty();
    assertThat(ids("events")).containsExactly(1);
  }

  @Test
  void quarantinesEachBadRowOnce() {
    shop.data("in/1.csv", "id,kind\n1,a\n-2,b\n")
        .sql(
            "sources/events.sql",
            EVENTS.replace(
                "events as",
                "events (constraint c expect (id > 0) on violation quarantine row) as"))
        .refresh();
    shop.data("in/2.csv", "id,kind\n-3,a\n4,b\n").refresh();
    shop.refresh();

    assertThat(ids("events")).containsExactly(1, 4);
    assertThat(ids("events_quarantine")).containsExactly(-3, -2);

    shop.run(rebuilding("events"));
    assertThat(ids("events")).containsExactly(1, 4);
    assertThat(ids("events_quarantine")).containsExactly(-3, -2);
  }

  @Test
  void aFailedExpectationLeavesTheCursorWhereItWas() {
    shop.data("in/1.csv", "id,kind\n1,a\n")
        .sql(
            "sources/events.sql",
            EVENTS.replace(
                "events as", "events (constraint c expect (id > 0) on violation fail update) as"))
        .refresh();
    shop.data("in/2.csv", "id,kind\n2,a\n").data("in/3.csv", "id,kind\n-3,a\n");
    assertThat(error())
        .hasMessage("Cannot update 'events': expectation 'c' fails for 1 of 2 rows; keys: -3");

    shop.data("in/3.csv", "id,kind\n3,a\n").refresh();

    assertThat(ids("events")).containsExactly(1, 2, 3);
  }

  @Test
  void aTableThatMayNotBeResetKeepsItsRowsWhenAllIsRebuilt() throws IOException {
    String kept =
        EVENTS.replace(
            "streaming table events",
            "streaming table events tblproperties ('pipelines.reset.allowed' = 'false')");
    shop.sql("sources/events.sql", kept).data("in/1.csv", "id,kind\n1,a\n2,b\n").refresh();
    Files.delete(folder.resolve("data/in/1.csv"));
    shop.data("in/2.csv", "id,kind\n3,c\n");

    UpdateResult all = shop.run(rebuilding("all"));

    assertThat(all.error()).isEmpty();
    assertThat(all.notes())
        .containsExactly(
            "sources/events.sql:1:1: 'events' is not rebuilt: its property pipelines.reset.allowed is false");
    assertThat(ids("events")).containsExactly(1, 2, 3);
    assertThatThrownBy(() -> shop.run(rebuilding("events")))
        .hasMessage("Cannot rebuild 'events': its property pipelines.reset.allowed is false");
  }
}
