package dev.perigon.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that only take the place of others bring no rows, to us and to Delta on Spark. */
class TestRewrittenFiles {
  @TempDir Path folder;

  @Test
  void streamsOnSparkAndOursReadNothingTwice() throws Exception {
    DeltaTable table =
        Warehouses.open(folder.toUri(), LakehouseOptions.defaults())
            .tableAt(Locations.of(folder.resolve("ids")));
    DataFile one = Parquet.write(table, "select 1L as id");
    DataFile two = Parquet.write(table, "select 2L as id");
    table.commit(Commits.create(one, two));
    stream(table);

    CommitResult rewritten =
        table.commit(
            new Commit(
                Optional.of(0L),
                Commits.ID,
                List.of(),
                Optional.empty(),
                Map.of(),
                Removal.rewritten(List.of(one)),
                List.of(Parquet.copy(table, one)),
                Map.of(),
                "OPTIMIZE",
                Map.of()));
    stream(table);
    table.commit(Commits.append(1, Parquet.write(table, "select 3L as id")));
    stream(table);

    assertThat(rewritten).isEqualTo(new CommitResult(1, 1, 1));
    assertThat(ids(folder.resolve("copy"))).containsExactly(1L, 2L, 3L);
    assertThat(ids(folder.resolve("ids"))).containsExactly(1L, 2L, 3L);
    AddedFiles added = table.added(0, 1);
    assertThat(added.files()).isEmpty();
    assertThat(added.rewrittenAt()).isEmpty();
  }

  private void stream(DeltaTable table) throws Exception {
    SparkSessions.spark()
        .readStream()
        .format("delta")
        .load(Locations.plain(table.location()))
        .writeStream()
        .format("delta")
        .option("checkpointLocation", folder.resolve("checkpoint").toString())
        .trigger(Trigger.AvailableNow())
        .start(folder.resolve("copy").toString())
        .awaitTermination();
  }

  private static List<Long> ids(Path table) {
    return SparkSessions.spark()
        .read()
        .format("delta")
        .load(table.toString())
        .orderBy("id")
        .collectAsList()
        .stream()
        .map(row -> row.getLong(0))
        .toList();
  }
}
