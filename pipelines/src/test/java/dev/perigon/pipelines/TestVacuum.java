package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.lakehouse.Leftovers;
import dev.perigon.pipelines.Maintenance.Insisting;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Vacuum takes what nobody can read any more, and nothing else. */
class TestVacuum {
  @TempDir Path folder;

  private static Shop shop(Path at) {
    return new Shop(at)
        .sql(
            "sources/events.sql",
            """
            create streaming table events (
              constraint positive expect (id > 0) on violation quarantine row
            ) as select id from stream(read_files('in/*.csv', format => 'csv', header => true,
              schema => 'id int'))
            """)
        .sql("facts/total.sql", "create materialized view total as select sum(id) s from events");
  }

  private static Shop batch(Shop shop, int number, int... ids) {
    StringBuilder rows = new StringBuilder("id\n");
    for (int id : ids) {
      rows.append(id).append('\n');
    }
    return shop.data("in/%d.csv".formatted(number), rows.toString());
  }

  private static Maintenance maintenance(Shop shop) {
    return new Maintenance(shop.warehouse, Optional.of(shop.root.resolve("home")));
  }

  private static Leftovers vacuum(Shop shop, String table, Duration retention) {
    Leftovers leftovers =
        maintenance(shop).leftovers(Shop.table(table), Optional.of(retention), Insisting.YES);
    maintenance(shop).vacuum(leftovers);
    return leftovers;
  }

  /** What was written before has an earlier time than what is asked for after. */
  private static void clockMovesOn() {
    long now = System.currentTimeMillis();
    while (System.currentTimeMillis() <= now + 1) {
      Thread.onSpinWait();
    }
  }

  /** As if all data files had been written a month ago; the log tells when it was written. */
  private static void age(Shop shop) {
    FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(30)));
    try (Stream<Path> files = Files.walk(shop.root.resolve("home/warehouse"))) {
      for (Path file : files.filter(f -> !f.toString().contains("_delta_log")).toList()) {
        Files.setLastModifiedTime(file, old);
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long parquetFiles(Shop shop, String table) throws IOException {
    Path data = Path.of(shop.warehouse.table(Shop.table(table)).location()).resolve("data");
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(f -> f.toString().endsWith(".parquet")).count();
    }
  }

  @Test
  void versionsWithinTheRetentionStayReadable() throws IOException {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1).refresh();
      batch(shop, 2, 2).refresh();
      batch(shop, 3, 4).refresh();
      age(shop);

      assertThat(vacuum(shop, "total", Duration.ofDays(7)).files()).isEmpty();

      assertThat(parquetFiles(shop, "total")).isEqualTo(3);
      assertThat(shop.rows("select s from total version as of 0")).isEqualTo(List.of(List.of(1L)));
    }
  }

  @Test
  void whatNoReadableVersionNeedsIsDeletedWithItsFolders() throws IOException {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1).refresh();
      batch(shop, 2, 2).refresh();
      batch(shop, 3, 4).refresh();
      clockMovesOn();

      Leftovers deleted = vacuum(shop, "total", Duration.ZERO);

      assertThat(deleted.files()).hasSize(2);
      assertThat(deleted.folders())
          .hasSize(2)
          .allSatisfy(f -> assertThat(Path.of(f)).doesNotExist());
      assertThat(parquetFiles(shop, "total")).isEqualTo(1);
      assertThat(shop.rows("select s from total")).isEqualTo(List.of(List.of(7L)));
      assertThat(vacuum(shop, "events", Duration.ZERO).files()).isEmpty();
      batch(shop, 4, 8).refresh();
      assertThat(shop.rows("select s from total")).isEqualTo(List.of(List.of(15L)));
    }
  }

  @Test
  void filesOfAKilledRunGoWhenTheyAreOldAndStayWhileTheyMayBeOfARunningOne() throws IOException {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1).refresh();
      Path staged = Path.of(shop.warehouse.table(Shop.table("total")).stagingFolder());
      Files.createDirectories(staged.resolve("_temporary"));
      Files.writeString(staged.resolve("part-1.parquet"), "killed");
      Files.writeString(staged.resolve("_temporary/part-2.parquet"), "killed");

      assertThat(vacuum(shop, "total", Duration.ofDays(7)).files()).isEmpty();
      age(shop);
      Leftovers deleted = vacuum(shop, "total", Duration.ofDays(7));

      assertThat(deleted.files()).hasSize(2);
      assertThat(deleted.folders()).hasSize(1);
      assertThat(staged).doesNotExist();
      assertThat(shop.rows("select s from total")).isEqualTo(List.of(List.of(1L)));
    }
  }

  @Test
  void nothingIsLostWhenItRunsAfterAnUpdateThatWasKilledAnywhere() {
    int deaths = 0;
    for (int fatal = 1; ; fatal++) {
      try (Shop shop = shop(folder.resolve("at" + fatal))) {
        batch(shop, 1, 1, -2).refresh();
        batch(shop, 2, 4, -5);
        boolean died = dies(shop, new Faults(fatal));
        age(shop);
        for (TableName table : shop.warehouse.tables()) {
          maintenance(shop)
              .vacuum(maintenance(shop).leftovers(table, Optional.empty(), Insisting.NO));
        }

        shop.refresh();

        assertThat(shop.rows("select id from events order by id"))
            .as("step %d", fatal)
            .isEqualTo(List.of(List.of(1), List.of(4)));
        assertThat(shop.rows("select id from events_quarantine order by id"))
            .as("step %d", fatal)
            .isEqualTo(List.of(List.of(-5), List.of(-2)));
        assertThat(shop.rows("select s from total")).isEqualTo(List.of(List.of(5L)));
        if (!died) {
          break;
        }
        deaths++;
      }
    }
    assertThat(deaths).isGreaterThan(8);
  }

  @Test
  void listsThatLongerOnesTookThePlaceOfGoAndARestoredVersionHasItsOwn() throws IOException {
    try (Shop shop = shop(folder)) {
      for (int i = 1; i <= 11; i++) {
        batch(shop, i, i).refresh();
      }
      Path read =
          Path.of(shop.warehouse.table(Shop.table("events")).location()).resolve("_perigon/read");
      assertThat(lists(read)).as("ten, of them one, and one more").isEqualTo(12);
      age(shop);

      vacuum(shop, "events", Duration.ofDays(7));
      assertThat(lists(read)).as("versions of today name all but the tenth").isEqualTo(11);
      new Restorer(shop.warehouse, Optional.empty()).restore(Shop.table("events"), 8);
      shop.run();
      assertThat(shop.rows("select count(*), sum(id) from events"))
          .isEqualTo(List.of(List.of(11L, 66L)));
      clockMovesOn();
      vacuum(shop, "events", Duration.ZERO);

      assertThat(lists(read)).as("what the newest version names").isEqualTo(1);
      batch(shop, 12, 12);
      shop.run();
      assertThat(shop.rows("select count(*), sum(id) from events"))
          .isEqualTo(List.of(List.of(12L, 78L)));
      assertThatThrownBy(
              () -> new Restorer(shop.warehouse, Optional.empty()).restore(Shop.table("events"), 5))
          .isInstanceOfSatisfying(
              PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE))
          .hasMessageContaining("a list of the files that it had read was deleted");
    }
  }

  private static long lists(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
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

  @Test
  void lessThanSevenDaysMustBeMeantAndNoUpdateMayRun() {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1).refresh();
      TableName total = Shop.table("total");
      Optional<Duration> day = Optional.of(Duration.ofDays(1));

      assertThatThrownBy(() -> maintenance(shop).leftovers(total, day, Insisting.NO))
          .isInstanceOfSatisfying(
              PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
          .hasMessageContaining("with less than 7 days, running queries");
      try (UpdateLock lock =
          UpdateLock.take(
              shop.root.resolve("home"), shop.project.load(), "an update", Instant.now())) {
        assertThatThrownBy(() -> maintenance(shop).leftovers(total, day, Insisting.YES))
            .isInstanceOfSatisfying(
                PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
            .hasMessageContaining("an update is running");
        lock.ended();
      }
      assertThat(maintenance(shop).leftovers(total, day, Insisting.YES).files()).isEmpty();
    }
  }

  @Test
  void aLiveFileThatIsGoneStopsIt() throws IOException {
    try (Shop shop = shop(folder)) {
      batch(shop, 1, 1).refresh();
      Files.delete(
          Path.of(
              shop.warehouse
                  .table(Shop.table("total"))
                  .snapshot()
                  .orElseThrow()
                  .files()
                  .get(0)
                  .location()));

      assertThatThrownBy(() -> vacuum(shop, "total", Duration.ZERO))
          .hasMessageContaining("of its newest version is not there");
    }
  }
}
