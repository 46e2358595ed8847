package dev.perigon.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

  private static void spark(URI location, String sql) {
    SparkSessions.spark().sql(sql.replace("?", "delta.`" + Locations.plain(location) + "`"));
  }
}
