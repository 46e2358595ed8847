package dev.perigon.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables that Delta on Spark wrote, read through our file lists. */
class TestForeignTables {
  @TempDir Path folder;
  private URI location;
  private DeltaTable table;

  @BeforeEach
  void place() {
    location = Locations.of(folder.resolve("a folder/täble"));
    table = Warehouses.open(folder.toUri(), LakehouseOptions.defaults()).tableAt(location);
  }

  @Test
  void partitionsOfEveryKindOfValue() {
    spark(
        "create table ? (id bigint, p string, d date, n int) using delta partitioned by (p, d, n)");
    spark(
        "insert into ? values (1, 'a b/c%=:\"ü', date'2024-02-29', -1), (2, null, null, null),"
            + " (3, '', date'1900-01-01', 0)");

    assertThat(table.snapshot().orElseThrow().files())
        .allSatisfy(file -> assertThat(Path.of(file.location())).exists())
        .extracting(file -> ids(file).toString() + new java.util.TreeMap<>(file.partitionValues()))
        .containsExactlyInAnyOrder(
            "[1]{d=2024-02-29, n=-1, p=a b/c%=:\"ü}", "[2]{}", "[3]{d=1900-01-01, n=0}");
  }

  @Test
  void filesOfOtherWritersAreToldFromOurs() {
    spark("create table ? (id bigint, data string) using delta partitioned by (data)");
    spark("insert into ? values (1, '01234567-89ab-cdef-0123-456789abcdef')");
    Path sparks = Path.of(table.snapshot().orElseThrow().files().get(0).location());
    Snapshot before = table.snapshot().orElseThrow();
    String ours = table.stagingFolder().toString().substring(location.toString().length() + 1);

    assertThat(before.files())
        .extracting(DataFile::writer)
        .containsExactly(DataFile.Writer.UNKNOWN);
    assertThat(StagingFolders.holds(ours + "/part-0.parquet")).isTrue();
    assertThat(StagingFolders.holds("data/x=1/" + sparks.getFileName())).isFalse();
    assertThat(StagingFolders.holds(table.stagingFolder() + "/part-0.parquet")).isFalse();
  }

  @Test
  void deletionVectorsTakeRowsOff() throws Exception {
    spark(
        "create table ? (id bigint) using delta"
            + " tblproperties ('delta.enableDeletionVectors' = 'true')");
    SparkSessions.spark()
        .range(0, 1000, 1, 1)
        .write()
        .format("delta")
        .mode("append")
        .save(Locations.plain(location));
    spark("delete from ? where id % 3 = 0");
    spark("delete from ? where id > 900");

    Snapshot snapshot = table.snapshot().orElseThrow();

    TreeSet<Long> expected = new TreeSet<>();
    for (long id = 0; id <= 900; id++) {
      if (id % 3 != 0) {
        expected.add(id);
      }
    }
    assertThat(snapshot.files()).hasSize(1);
    assertThat(snapshot.files().get(0).deletedRows()).isSorted().hasSize(1000 - expected.size());
    assertThat(liveIds(snapshot)).containsExactlyElementsOf(expected);
    assertThat(snapshot.rows()).contains((long) expected.size());
    assertThat(table.snapshotAt(1).rows()).contains(1000L);
    assertThat(table.added(1, 3).rewrittenAt()).containsExactly(2L, 3L);

    table.commit(Commits.replace(3, Parquet.write(table, "select 7L id")));
    assertThat(table.snapshot().orElseThrow().files())
        .extracting(DataFile::writer)
        .containsExactly(DataFile.Writer.PERIGON);
    assertThat(SparkSessions.rows("select id from ?", location)).containsExactly(List.of(7L));
    assertThat(SparkSessions.rows("select count(*) from ? version as of 3", location))
        .isEqualTo(List.of(List.of((long) expected.size())));
  }

  @Test
  void columnsThatWereRenamedAndDropped() {
    for (String mode : List.of("name", "id")) {
      location = Locations.of(folder.resolve("mapped by " + mode));
      table = Warehouses.open(folder.toUri(), LakehouseOptions.defaults()).tableAt(location);
      spark(
          "create table ? (id bigint, old string, gone int, p string,"
              + " s struct<x: int, y: string>) using delta partitioned by (p)"
              + " tblproperties ('delta.columnMapping.mode' = '"
              + mode
              + "')");
      spark("insert into ? values (1, 'one', 7, 'q', named_struct('x', 1, 'y', 'in'))");
      spark("alter table ? rename column old to `new name`");
      spark("alter table ? rename column s.y to z");
      spark("alter table ? rename column p to part");
      spark("alter table ? drop column gone");

      Snapshot snapshot = table.snapshot().orElseThrow();

      assertThat(snapshot.schema())
          .isEqualTo(
              Schema.of(
                  Column.of("id", Scalar.LONG),
                  Column.of("new name", Scalar.STRING),
                  Column.of("part", Scalar.STRING),
                  Column.of(
                      "s",
                      new SqlType.Struct(
                          Schema.of(
                              Column.of("x", Scalar.INTEGER), Column.of("z", Scalar.STRING))))));
      assertThat(snapshot.partitionColumns()).containsExactly("part");
      DataFile file = snapshot.filesWithStatistics().get(0);
      assertThat(file.partitionValues()).isEqualTo(Map.of("part", "q"));
      assertThat(file.statistics().orElseThrow().columns().get("new name").min()).contains("one");
      assertThat(file.statistics().orElseThrow().columns().get("s.z").max()).contains("in");
      List<Column> physical = snapshot.physicalSchema().columns();
      String nested = ((SqlType.Struct) physical.get(3).type()).fields().columns().get(1).name();
      assertThat(
              parquet(file)
                  .selectExpr(
                      "`" + physical.get(0).name() + "`",
                      "`" + physical.get(1).name() + "`",
                      "`" + physical.get(3).name() + "`.`" + nested + "`")
                  .collectAsList()
                  .toString())
          .isEqualTo("[[1,one,in]]");
      assertThatThrownBy(
              () ->
                  table.commit(
                      new Commit(
                          java.util.Optional.of(snapshot.version()),
                          snapshot.schema(),
                          snapshot.partitionColumns(),
                          java.util.Optional.empty(),
                          Map.of(),
                          Removal.NOTHING,
                          List.of(),
                          Map.of(),
                          "WRITE",
                          Map.of())))
          .isInstanceOfSatisfying(
              PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
          .hasMessageEndingWith("Perigon does not write column mapping");
    }
  }

  @Test
  void checkpointsOfBothKinds() {
    for (String policy : List.of("classic", "v2")) {
      location = Locations.of(folder.resolve("checkpoints " + policy));
      table = Warehouses.open(folder.toUri(), LakehouseOptions.defaults()).tableAt(location);
      spark(
          "create table ? (id bigint, t string) using delta tblproperties"
              + " ('delta.checkpointPolicy' = '"
              + policy
              + "', 'delta.checkpointInterval' = '2')");
      for (int id = 1; id <= 5; id++) {
        spark("insert into ? values (%d, 'text')".formatted(id));
      }
      spark("delete from ? where id = 2");
      List.of(0, 1, 2, 3).forEach(this::deleteCommit);

      Snapshot snapshot = table.snapshot().orElseThrow();

      assertThat(folder.resolve("checkpoints " + policy + "/_delta_log"))
          .isDirectoryContaining(path -> path.toString().contains(".checkpoint."));
      assertThat(liveIds(snapshot)).containsExactly(1L, 3L, 4L, 5L);
      assertThat(snapshot.rows()).contains(4L);
      assertThat(table.history()).first().extracting(HistoryEntry::operation).isEqualTo("DELETE");
    }
  }

  @Test
  void historyOfOthersAndTimeTravel() {
    spark("create table ? (id bigint comment 'key') using delta comment 'about' ");
    spark("insert into ? values (1)");
    spark("update ? set id = 2");

    List<HistoryEntry> history = table.history();

    assertThat(history)
        .extracting(HistoryEntry::operation)
        .containsExactly("UPDATE", "WRITE", "CREATE TABLE");
    assertThat(history.get(0).engine()).hasValueSatisfying(e -> assertThat(e).contains("Spark"));
    assertThat(history.get(0).metrics()).containsEntry("numUpdatedRows", "1");
    Snapshot before = table.snapshotAt(history.get(1).committedAt());
    assertThat(before.version()).isEqualTo(1);
    assertThat(before.committedAt()).isEqualTo(history.get(1).committedAt());
    assertThat(table.snapshotAt(history.get(0).committedAt().plusSeconds(99)).version())
        .isEqualTo(2);
    assertThatThrownBy(() -> table.snapshotAt(history.get(2).committedAt().minusSeconds(9)))
        .hasMessageContaining("the oldest version that can be read is newer");
    assertThat(before.comment()).contains("about");
    assertThat(before.schema().columns().get(0).comment()).contains("key");
    assertThat(before.cursors()).isEmpty();
  }

  @Test
  void ourCommitsKeepWhatTheTableIs() throws Exception {
    spark(
        "create table ? (id bigint, p string) using delta partitioned by (p) comment 'about'"
            + " tblproperties ('steward' = 'them', 'delta.enableInCommitTimestamps' = 'true')");
    spark("insert into ? values (1, 'a')");
    Snapshot read = table.snapshot().orElseThrow();
    table.commit(
        new Commit(
            java.util.Optional.of(read.version()),
            read.schema(),
            read.partitionColumns(),
            java.util.Optional.empty(),
            Map.of(),
            Removal.NOTHING,
            Parquet.write(table, "select 2L id", Map.of("p", "b")),
            Map.of("flow", "1"),
            "WRITE",
            Map.of()));

    assertThat(SparkSessions.rows("select id, p from ? order by id", location))
        .isEqualTo(List.of(List.of(1L, "a"), List.of(2L, "b")));
    Snapshot now = table.snapshot().orElseThrow();
    assertThat(now.comment()).contains("about");
    assertThat(now.properties()).containsEntry("steward", "them");
    assertThat(now.cursors()).isEqualTo(Map.of("flow", "1"));
    assertThat(now.committedAt()).isAfter(read.committedAt());
    spark("insert into ? values (3, 'c')");
    assertThat(table.snapshot().orElseThrow().rows()).contains(3L);
  }

  @Test
  void tablesWhoseRulesWeCannotKeepAreNotWritten() {
    spark("create table ? (id bigint) using delta");
    spark("alter table ? add constraint positive check (id > 0)");

    assertThatThrownBy(() -> table.commit(Commits.append(1)))
        .isInstanceOfSatisfying(
            PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
        .hasMessageContaining("checkConstraints");
  }

  private void deleteCommit(int version) {
    assertThat(Locations.local(location).resolve("_delta_log/%020d.json".formatted(version)))
        .satisfies(java.nio.file.Files::delete);
  }

  private void spark(String sql) {
    SparkSessions.run(sql, location);
  }

  private static org.apache.spark.sql.Dataset<Row> parquet(DataFile file) {
    return SparkSessions.spark().read().parquet(Locations.plain(file.location()));
  }

  private static List<Long> ids(DataFile file) {
    return parquet(file).select("id").collectAsList().stream().map(row -> row.getLong(0)).toList();
  }

  private static TreeSet<Long> liveIds(Snapshot snapshot) {
    TreeSet<Long> live = new TreeSet<>();
    for (DataFile file : snapshot.files()) {
      List<Long> ids = new ArrayList<>(ids(file));
      long[] deleted = file.deletedRows();
      for (int position = 0; position < ids.size(); position++) {
        if (Arrays.binarySearch(deleted, position) < 0) {
          live.add(ids.get(position));
        }
      }
    }
    return live;
  }
}
