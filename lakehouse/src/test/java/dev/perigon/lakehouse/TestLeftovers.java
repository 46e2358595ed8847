package dev.perigon.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that Delta on Spark wrote lose no live file either, however their names are spelled. */
class TestLeftovers {
  @TempDir Path folder;

  @Test
  void filesThatSparkNamedOddlyAreFoundLive() {
    URI location = Locations.of(folder.resolve("a folder/täble %41"));
    DeltaTable table =
        Warehouses.open(folder.toUri(), LakehouseOptions.defaults()).tableAt(location);
    spark(location, "create table ? (id bigint, p string) using delta partitioned by (p)");
    spark(
        location,
        "insert into ? values (1, 'a b/c%=:\"ü'), (2, null), (3, '_x'), (4, '%25'), (5, '.y')");
    spark(location, "insert into ? values (6, 'a b/c%=:\"ü'), (7, '_x')");
    spark(location, "delete from ? where id in (6, 7)");
    Set<URI> before =
        Set.copyOf(table.snapshotAt(2).files().stream().map(DataFile::location).toList());
    Set<URI> live =
        Set.copyOf(
            table.snapshot().orElseThrow().files().stream().map(DataFile::location).toList());

    Leftovers leftovers =
        table.leftovers(Instant.now().plusSeconds(5), Optional.of(Duration.ZERO), Set.of());

    assertThat(leftovers.files()).hasSize(2);
    leftovers
        .files()
        .forEach(
            file ->
                Warehouses.open(folder.toUri(), LakehouseOptions.defaults())
                    .files()
                    .delete(file.location()));
    assertThat(before).hasSize(live.size() + 2);
    assertThat(live).allSatisfy(file -> assertThat(Path.of(file)).exists());
    List<Row> rows =
        SparkSessions.spark()
            .read()
            .format("delta")
            .load(Locations.plain(location))
            .orderBy("id")
            .collectAsList();
    assertThat(rows).extracting(row -> row.getLong(0)).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void deletedRowsAndChangesOfOldVersionsGoWithThem() {
    URI location = Locations.of(folder.resolve("t"));
    DeltaTable table =
        Warehouses.open(folder.toUri(), LakehouseOptions.defaults()).tableAt(location);
    spark(
        location,
        "create table ? (id bigint) using delta tblproperties (delta.enableDeletionVectors = true,"
            + " delta.enableChangeDataFeed = true)");
    spark(location, "insert into ? select /*+ coalesce(1) */ id from range(100)");
    spark(location, "delete from ? where id = 1");
    spark(location, "delete from ? where id = 2");
    spark(location, "update ? set id = 1000 where id = 3");
    Instant later = Instant.now().plusSeconds(5);

    Leftovers none = table.leftovers(later, Optional.of(Duration.ofDays(1)), Set.of());
    Leftovers leftovers = table.leftovers(later, Optional.of(Duration.ZERO), Set.of());

    assertThat(none.files()).isEmpty();
    List<String> names =
        leftovers.files().stream()
            .map(file -> Path.of(file.location()).getFileName().toString())
            .toList();
    assertThat(names).filteredOn(name -> name.startsWith("deletion_vector_")).hasSize(2);
    assertThat(names).filteredOn(name -> name.startsWith("cdc-")).hasSizeGreaterThan(0);
    assertThat(names).filteredOn(name -> name.startsWith("part-")).isEmpty();
    FileStore store = Warehouses.open(folder.toUri(), LakehouseOptions.defaults()).files();
    leftovers.files().forEach(file -> store.delete(file.location()));
    assertThat(table.snapshot().orElseThrow().files())
        .anySatisfy(file -> assertThat(file.deletedRows()).containsExactly(1, 2, 3));
    assertThat(SparkSessions.rows("select count(*) from ?", location))
        .isEqualTo(List.of(List.of(98L)));
  }

  @Test
  void aVersionWithDeletedRowsCanBeRestoredUntilTheyAreGone() {
    URI location = Locations.of(folder.resolve("t"));
    Warehouse warehouse = Warehouses.open(folder.toUri(), LakehouseOptions.defaults());
    DeltaTable table = warehouse.tableAt(location);
    spark(
        location,
        "create table ? (id bigint) using delta tblproperties (delta.enableDeletionVectors = true)");
    spark(location, "insert into ? select /*+ coalesce(1) */ id from range(100)");
    spark(location, "delete from ? where id = 1");
    spark(location, "delete from ? where id = 2");

    restore(table, 2);

    assertThat(SparkSessions.rows("select count(*), min(id), sum(id) from ?", location))
        .isEqualTo(List.of(List.of(99L, 0L, 4949L)));
    restore(table, 1);
    assertThat(SparkSessions.rows("select count(*), sum(id) from ?", location))
        .isEqualTo(List.of(List.of(100L, 4950L)));
    Leftovers leftovers =
        table.leftovers(Instant.now().plusSeconds(5), Optional.of(Duration.ZERO), Set.of());
    leftovers.files().forEach(file -> warehouse.files().delete(file.location()));
    assertThatThrownBy(() -> table.restoration(2))
        .hasMessageContaining("Cannot restore version 2 of ");
    assertThat(SparkSessions.rows("select count(*) from ? version as of 1", location))
        .isEqualTo(List.of(List.of(100L)));
  }

  private static void restore(DeltaTable table, long version) {
    Snapshot newest = table.snapshot().orElseThrow();
    table.commit(
        new Commit(
            Optional.of(newest.version()),
            newest.schema(),
            newest.partitionColumns(),
            Optional.empty(),
            Map.of(),
            Removal.since(version),
            List.of(),
            Map.of(),
            "RESTORE",
            Map.of("version", Long.toString(version))));
  }

  private static void spark(URI location, String sql) {
    SparkSessions.spark().sql(sql.replace("?", "delta.`" + Locations.plain(location) + "`"));
  }
}
