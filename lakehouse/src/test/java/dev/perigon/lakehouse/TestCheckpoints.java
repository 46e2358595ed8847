package dev.perigon.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a reader sees that has nothing but a checkpoint. */
class TestCheckpoints {
  private static final int INTERVAL = 4;

  @TempDir Path folder;
  private DeltaTable table;
  private DataFile one;
  private DataFile two;

  @BeforeEach
  void open() throws Exception {
    table =
        Warehouses.open(folder.toUri(), LakehouseOptions.defaults())
            .tableAt(Locations.of(folder.resolve("ids")));
    one = Parquet.write(table, "select 1L as id");
    two = Parquet.write(table, "select 2L as id");
    commit(Optional.empty(), Removal.NOTHING, one, two);
  }

  @Test
  void filesThatCameBackAreThere() throws Exception {
    commit(Optional.of(0L), Removal.EVERYTHING, Parquet.write(table, "select 3L as id"));
    restore(1, 0);
    commit(Optional.of(2L), Removal.of(List.of(one)), Parquet.write(table, "select 4L as id"));
    restore(3, 0);

    assertThat(rowsOfTheCheckpoint(INTERVAL)).containsExactly(List.of(1L), List.of(2L));
    assertThat(table.snapshot().orElseThrow().rows()).contains(2L);
  }

  @Test
  void filesThatWentAgainAreNot() throws Exception {
    commit(Optional.of(0L), Removal.EVERYTHING, Parquet.write(table, "select 3L as id"));
    restore(1, 0);
    commit(Optional.of(2L), Removal.of(List.of(one)));
    commit(Optional.of(3L), Removal.NOTHING, Parquet.write(table, "select 4L as id"));

    assertThat(rowsOfTheCheckpoint(INTERVAL)).containsExactly(List.of(2L), List.of(4L));
    assertThat(tombstones(INTERVAL)).as("kept for Delta's VACUUM").isEqualTo(2);

    commit(Optional.of(4L), Removal.EVERYTHING, Parquet.write(table, "select 5L as id"));
    restore(5, 4);
    commit(Optional.of(6L), Removal.NOTHING, Parquet.write(table, "select 6L as id"));
    commit(Optional.of(7L), Removal.of(List.of(two)));

    assertThat(rowsOfTheCheckpoint(2 * INTERVAL)).containsExactly(List.of(4L), List.of(6L));
  }

  private void restore(long newest, long version) {
    commit(Optional.of(newest), Removal.since(version));
  }

  private void commit(Optional<Long> read, Removal removal, DataFile... files) {
    table.commit(
        new Commit(
            read,
            Commits.ID,
            List.of(),
            Optional.empty(),
            removal instanceof Removal.Since
                ? Map.of()
                : Map.of("delta.checkpointInterval", Integer.toString(INTERVAL)),
            removal,
            List.of(files),
            Map.of(),
            removal instanceof Removal.Since ? CommitLog.RESTORE : "WRITE",
            Map.of()));
  }

  private Path checkpoint(long version) {
    return Path.of(table.location())
        .resolve("_delta_log/%020d.checkpoint.parquet".formatted(version));
  }

  private List<List<Object>> rowsOfTheCheckpoint(long version) throws Exception {
    assertThat(checkpoint(version)).exists();
    for (long older = 0; older < version; older++) {
      Path log = checkpoint(version).getParent();
      Files.deleteIfExists(log.resolve("%020d.json".formatted(older)));
    }
    return SparkSessions.rows("select id from ? order by id", table.location());
  }

  /** Different files. */
  private long tombstones(long version) {
    return SparkSessions.spark()
        .read()
        .parquet(checkpoint(version).toString())
        .where("remove is not null")
        .select("remove.path")
        .distinct()
        .count();
  }
}
