package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.engine.Engine;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.UpdateResult.Compacted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many small updates do not leave many small files. */
class TestAutoCompaction {
  private static final String EVENTS =
      """
      create streaming table %s %s as select id from stream(read_files('in/*.csv',
        format => 'csv', header => true, schema => 'id int', maxFilesPerTrigger => 1))
      """;

  @TempDir Path folder;

  private static Shop shop(Path at, String properties) {
    return new Shop(at)
        .sql("sources/events.sql", EVENTS.formatted("events", properties))
        .sql("facts/copies.sql", "create streaming table copies as select id from stream(events)");
  }

  private static Shop files(Shop shop, int from, int to) {
    for (int id = from; id <= to; id++) {
      shop.data("in/%03d.csv".formatted(id), "id\n%d\n".formatted(id));
    }
    return shop;
  }

  private static Snapshot newest(Shop shop, String table) {
    return shop.warehouse.table(Shop.table(table)).snapshot().orElseThrow();
  }

  private static void holdsAll(Shop shop, String table, int rows) {
    assertThat(shop.rows("select count(*), count(distinct id), max(id) from %s".formatted(table)))
        .isEqualTo(List.of(List.of((long) rows, (long) rows, rows)));
  }

  @Test
  void moreThanFiftySmallFilesBecomeOneInTheSameUpdate() {
    try (Shop shop = shop(folder, "")) {
      files(shop, 1, 50).refresh();
      assertThat(newest(shop, "events").files()).hasSize(50);

      UpdateResult result = files(shop, 51, 51).refresh();

      assertThat(Shop.dataset(result, "events").compacted()).isEqualTo(new Compacted(51, 1));
      assertThat(newest(shop, "events").files()).hasSize(1);
      assertThat(
              shop.rows(
                  "select max(files_compacted) from system.pipelines.flow_progress"
                      + " where dataset = 'shop.c360.events'"))
          .isEqualTo(List.of(List.of(51L)));
      holdsAll(shop, "events", 51);
      holdsAll(shop, "copies", 51);
      files(shop, 52, 53).refresh();
      holdsAll(shop, "copies", 53);
      assertThat(newest(shop, "events").files()).hasSize(3);
    }
  }

  @Test
  void whatReadsATableDoesNotWaitUntilItsFilesAreFewer() {
    try (Shop shop = shop(folder, "")) {
      files(shop, 1, 50).refresh();
      files(shop, 51, 51);
      List<String> writes = new ArrayList<>();
      try (Updates updates =
          shop.updates(
              shop.warehouse,
              engine ->
                  new WatchedEngine(
                      engine,
                      target -> writes.add(target.contains("events") ? "events" : "copies"),
                      () -> {}))) {
        shop.run(updates, shop.oneByOne());
      }
      assertThat(writes).startsWith("events", "copies", "events"); // then the event log
      assertThat(newest(shop, "events").files()).hasSize(1);
      holdsAll(shop, "copies", 51);
    }
  }

  @Test
  void whileARunKeepsUpOneTableIsCompactedInEachUpdate() {
    try (Shop shop = shop(folder, "")) {
      shop.sql("facts/copies.sql", EVENTS.formatted("copies", ""));
      files(shop, 1, 50).refresh();
      List<Compacted> first = compacted(shop.run(files(shop, 51, 51).request().continuously()));
      List<Compacted> second = compacted(shop.run(files(shop, 52, 52).request().continuously()));
      assertThat(first)
          .containsExactlyInAnyOrder(new Compacted(51, 1), new Compacted(0, 0))
          .isNotEqualTo(second);
      assertThat(second).containsExactlyInAnyOrder(new Compacted(52, 1), new Compacted(0, 0));
      holdsAll(shop, "events", 52);
      holdsAll(shop, "copies", 52);
    }
  }

  private static List<Compacted> compacted(UpdateResult result) {
    return Stream.of("events", "copies").map(t -> Shop.dataset(result, t).compacted()).toList();
  }

  @Test
  void whatTinyFilesBecameIsWrittenAgainOnlyWithManyLikeIt() {
    List<DataFile> tiny = filesOf(7 << 20, 51);
    List<DataFile> some = filesOf(9 << 20, 50);
    List<DataFile> files = new ArrayList<>(tiny);
    files.addAll(some);
    files.addAll(filesOf(64 << 20, 60));
    assertThat(AutoCompaction.due(files, 128 << 20)).isEqualTo(tiny);
    assertThat(AutoCompaction.due(files.subList(1, files.size()), 128 << 20)).isEqualTo(some);
  }

  @Test
  void aPieceMakesAFileThatIsSmallNoLonger() {
    List<DataFile> small = filesOf(2 << 20, 68);
    assertThat(AutoCompaction.piece(small, 128 << 20)).isEqualTo(small.subList(0, 32));
    assertThat(AutoCompaction.piece(small.subList(0, 20), 128 << 20)).hasSize(20);
    assertThat(AutoCompaction.piece(filesOf(63 << 20, 51), 128 << 20)).hasSize(4);

    List<DataFile> ofTwoDays = new ArrayList<>(filesOf(9 << 20, 20));
    filesOf(9 << 20, 31).forEach(file -> ofTwoDays.add(dated(file, "2026-12-01")));
    List<DataFile> piece = AutoCompaction.piece(ofTwoDays, 128 << 20);
    assertThat(piece).isEqualTo(ofTwoDays.subList(20, 28));

    List<DataFile> ofManyDays = new ArrayList<>();
    for (int day = 1; day <= 30; day++) {
      String name = "2026-12-%02d".formatted(day);
      filesOf(1 << 20, 2).forEach(file -> ofManyDays.add(dated(file, name)));
    }
    assertThat(AutoCompaction.piece(ofManyDays, 128 << 20))
        .containsExactlyInAnyOrderElementsOf(ofManyDays);

    List<DataFile> youngestFirst = new ArrayList<>(small);
    Collections.reverse(youngestFirst);
    assertThat(AutoCompaction.piece(youngestFirst, 128 << 20)).isEqualTo(small.subList(0, 32));
  }

  private static DataFile dated(DataFile file, String day) {
    return new DataFile(
        file.location(),
        file.size(),
        file.modified(),
        Map.of("day", day),
        Optional.empty(),
        new long[0]);
  }

  private static List<DataFile> filesOf(long bytes, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                new DataFile(
                    URI.create("file:/t/" + bytes + "/" + i),
                    bytes,
                    i,
                    Map.of(),
                    Optional.empty(),
                    new long[0]))
        .toList();
  }

  @Test
  void aTableThatSaysNoIsLeftAlone() {
    try (Shop shop = shop(folder, "tblproperties ('delta.autoOptimize.autoCompact' = 'false')")) {
      UpdateResult result = files(shop, 1, 52).refresh();

      assertThat(Shop.dataset(result, "events").compacted()).isEqualTo(new Compacted(0, 0));
      assertThat(newest(shop, "events").files()).hasSize(52);
      assertThat(newest(shop, "events").properties())
          .containsEntry("delta.autoOptimize.autoCompact", "false");
    }
  }

  @Test
  void theEventLogIsKeptSmallToo() {
    try (Shop shop = new Shop(folder);
        Engine engine = shop.engine()) {
      EventLog log = new EventLog(shop.warehouse, () -> engine);
      for (int i = 0; i < 52; i++) {
        ObjectNode row = Json.object().put("update_id", "u" + i);
        log.append(Map.of(EventTable.UPDATES, List.of(row)), Shop.AS_OF);
      }
      var updates =
          shop.warehouse
              .table(new dev.perigon.sql.TableName("system", "pipelines", "updates"))
              .snapshot()
              .orElseThrow();
      assertThat(updates.files()).hasSizeLessThan(10);
      assertThat(updates.rows()).contains(52L);
    }
  }

  @Test
  void whatGoesWrongThereDoesNotHarmTheUpdate() {
    try (Shop shop = shop(folder, "")) {
      files(shop, 1, 50).refresh();
      files(shop, 51, 51);
      int[] writes = {0};
      try (Updates updates =
          shop.updates(
              shop.warehouse,
              engine ->
                  new WatchedEngine(
                      engine,
                      target -> {
                        if (target.contains("events") && ++writes[0] == 2) {
                          throw new IllegalStateException("no memory");
                        }
                      },
                      () -> {}))) {
        UpdateResult result = shop.run(updates, shop.oneByOne());
        assertThat(result.error()).isEmpty();
        assertThat(Shop.dataset(result, "events").rows()).isEqualTo(1);
        assertThat(result.notes())
            .singleElement()
            .asString()
            .startsWith(
                "shop.c360.events keeps its small files until the next update:"
                    + " java.lang.IllegalStateException at ")
            .doesNotContain("no memory");
        assertThat(
                shop.rows(
                    "select state, error, note from system.pipelines.flow_progress where note is not null"))
            .isEqualTo(List.of(Arrays.asList("COMPLETED", null, result.notes().get(0))));
      }
      assertThat(writes[0]).isEqualTo(2);
      assertThat(newest(shop, "events").files()).hasSize(51);
      holdsAll(shop, "copies", 51);
    }
  }

  @Test
  void smallFilesOfTheEventLogThatStayAreToldToo() {
    try (Shop shop = new Shop(folder);
        Engine engine = shop.engine()) {
      int[] writes = {0};
      Engine watched =
          new WatchedEngine(
              engine,
              target -> {
                if (++writes[0] == 52) { // after 51 rows
                  throw RunErrors.interrupted();
                }
              },
              () -> {});
      EventLog log = new EventLog(shop.warehouse, () -> watched);
      for (int i = 1; i <= 51; i++) {
        ObjectNode row = Json.object().put("update_id", "u" + i);
        List<String> notes = log.append(Map.of(EventTable.UPDATES, List.of(row)), Shop.AS_OF);
        assertThat(notes)
            .isEqualTo(
                i < 51
                    ? List.of()
                    : List.of(
                        "system.pipelines.updates keeps its small files until the next update:"
                            + " Cannot finish the update: it was interrupted"));
      }
    }
  }

  @Test
  void aKillAtAnyStepLosesNoRowAndDoublesNone() {
    try (Shop shop = shop(folder.resolve("before"), "")) {
      files(shop, 1, 50).refresh();
    }
    int start = 1 + (int) (System.nanoTime() % 7);
    System.out.println("first step " + start);
    for (int fatal = start; ; fatal += 7) {
      Path at = folder.resolve("at" + fatal);
      copy(folder.resolve("before"), at);
      try (Shop shop = shop(at, "")) {
        files(shop, 51, 51);
        boolean died = false;
        Faults faults = new Faults(fatal);
        try (Updates updates = shop.updates(faults.in(shop.warehouse), faults::in)) {
          shop.run(updates, shop.oneByOne());
        } catch (Faults.Kill e) {
          died = true;
        }
        files(shop, 52, 52).refresh();
        holdsAll(shop, "events", 52);
        holdsAll(shop, "copies", 52);
        assertThat(newest(shop, "events").files()).as("step %d", fatal).hasSizeLessThan(4);
        if (!died) {
          break;
        }
      }
    }
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
