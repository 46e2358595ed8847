package dev.perigon.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDeltaTable {
  private static final TableName ORDERS = new TableName("retail", "c360", "Orders");

  @TempDir Path folder;
  private Warehouse warehouse;
  private DeltaTable table;

  @BeforeEach
  void open() {
    warehouse = Warehouses.open(folder.toUri(), LakehouseOptions.defaults());
    table = warehouse.table(ORDERS);
  }

  @Test
  void aTableThatNobodyMadeHasNoSnapshot() {
    assertThat(table.snapshot()).isEmpty();
    assertThat(warehouse.tables()).isEmpty();
  }

  @Test
  void createAppendAndReplaceMakeOneVersionEach() {
    DataFile a = Commits.file(table, "a.parquet", 3);
    DataFile b = Commits.file(table, "b.parquet", 4);
    DataFile c = Commits.file(table, "c.parquet", 5);

    assertThat(table.commit(Commits.create(a))).isEqualTo(new CommitResult(0, 1, 0));
    assertThat(table.commit(Commits.append(0, b))).isEqualTo(new CommitResult(1, 1, 0));
    assertThat(table.commit(Commits.replace(1, c))).isEqualTo(new CommitResult(2, 1, 2));

    assertThat(locations(table.snapshotAt(0))).containsExactly(a.location());
    assertThat(locations(table.snapshotAt(1)))
        .containsExactlyInAnyOrder(a.location(), b.location());
    Snapshot newest = table.snapshot().orElseThrow();
    assertThat(newest.version()).isEqualTo(2);
    assertThat(newest.rows()).contains(5L);
    assertThat(newest.schema()).isEqualTo(Commits.ID);
    assertThat(locations(newest)).containsExactly(c.location());
  }

  @Test
  void tablesAreListedWithoutRegardToHowTheyWereSpelled() {
    table.commit(Commits.create());
    warehouse.table(new TableName("system", "pipelines", "odd.name/../x")).commit(Commits.create());

    assertThat(warehouse.tables())
        .containsExactly(ORDERS, new TableName("system", "pipelines", "odd.name/../x"));
    assertThat(warehouse.table(new TableName("RETAIL", "c360", "orders")).snapshot()).isPresent();
  }

  @Test
  void cursorsAreStoredWithTheRowsAndReplacedWithThem() {
    table.commit(Commits.write(Optional.empty(), false, Map.of("flow.a", "{\"v\":1}")));
    table.commit(Commits.write(Optional.of(0L), false, Map.of("flow.b", "7")));
    assertThat(table.snapshot().orElseThrow().cursors())
        .isEqualTo(Map.of("flow.a", "{\"v\":1}", "flow.b", "7"));

    table.commit(Commits.write(Optional.of(1L), true, Map.of("flow.b", "8")));

    assertThat(table.snapshot().orElseThrow().cursors()).isEqualTo(Map.of("flow.b", "8"));
    assertThat(table.snapshotAt(1).cursors()).containsKey("flow.a");
  }

  @Test
  void aCommitMayTakeSomeFilesAwayAndKeepTheRest() {
    DataFile a = Commits.file(table, "a with blank.parquet", 3);
    DataFile b = Commits.file(table, "b.parquet", 4);
    DataFile c = Commits.file(table, "c.parquet", 5);
    table.commit(Commits.write(Optional.empty(), false, Map.of("flow.a", "1"), a, b));
    DataFile stored =
        table.snapshot().orElseThrow().files().stream()
            .filter(file -> file.location().equals(a.location()))
            .findFirst()
            .orElseThrow();

    assertThat(table.commit(Commits.rewrite(0, List.of(stored), Map.of("flow.b", "2"), c)))
        .isEqualTo(new CommitResult(1, 1, 1));

    Snapshot newest = table.snapshot().orElseThrow();
    assertThat(locations(newest)).containsExactlyInAnyOrder(b.location(), c.location());
    assertThat(newest.rows()).contains(9L);
    assertThat(newest.cursors()).isEqualTo(Map.of("flow.a", "1", "flow.b", "2"));
    assertThat(table.added(0, 1).rewrittenAt()).containsExactly(1L);
    assertThat(locations(table.snapshotAt(0)))
        .containsExactlyInAnyOrder(a.location(), b.location());
  }

  @Test
  void whatIsRemovedIsNamedAsItWasAdded() throws Exception {
    Schema schema =
        new Schema(List.of(Commits.ID.columns().get(0), Column.of("kind", Scalar.STRING)));
    List<DataFile> files = new ArrayList<>();
    for (String kind : List.of("plain", "a b/c:d", "50%+ü=#?")) {
      DataFile file = Commits.file(table, "kind=" + kind.length() + "/a %+:ü" + kind.length(), 1);
      files.add(inPartition(file, Map.of("kind", kind), Optional.of("id")));
    }
    files.add(inPartition(Commits.file(table, "null", 1), Map.of(), Optional.empty()));
    table.commit(commit(Optional.empty(), schema, Removal.NOTHING, files));
    List<DataFile> stored = table.snapshot().orElseThrow().files();
    table.commit(commit(Optional.of(0L), schema, Removal.of(stored.subList(0, 2)), List.of()));
    table.commit( // and is partitioned no longer
        new Commit(
            Optional.of(1L),
            Commits.ID,
            List.of(),
            Optional.empty(),
            Map.of(),
            Removal.EVERYTHING,
            List.of(),
            Map.of(),
            "WRITE",
            Map.of()));

    List<JsonNode> removed = new ArrayList<>(actions(1, "remove"));
    assertThat(removed).hasSize(2);
    removed.addAll(actions(2, "remove"));
    assertThat(removed.stream().map(TestDeltaTable::identity))
        .containsExactlyInAnyOrderElementsOf(
            actions(0, "add").stream().map(TestDeltaTable::identity).toList());
    assertThat(table.snapshot().orElseThrow().files()).isEmpty();
  }

  private static DataFile inPartition(
      DataFile file, Map<String, String> partition, Optional<String> clusteredBy) {
    return new DataFile(
        file.location(),
        file.size(),
        file.modified(),
        partition,
        file.statistics(),
        file.deletedRows(),
        file.writer(),
        clusteredBy);
  }

  private static Commit commit(
      Optional<Long> readVersion, Schema schema, Removal removal, List<DataFile> files) {
    return new Commit(
        readVersion,
        schema,
        List.of("kind"),
        Optional.empty(),
        Map.of(),
        removal,
        files,
        Map.of(),
        "WRITE",
        Map.of());
  }

  private List<JsonNode> actions(long version, String kind) throws Exception {
    List<JsonNode> actions = new ArrayList<>();
    Path log = Path.of(table.location()).resolve("_delta_log/%020d.json".formatted(version));
    for (String line : Files.readAllLines(log)) {
      JsonNode action = Json.MAPPER.readTree(line).path(kind);
      if (action.isObject()) {
        actions.add(action);
      }
    }
    return actions;
  }

  private static List<JsonNode> identity(JsonNode action) {
    return Stream.of("path", "partitionValues", "size", "tags", "dataChange")
        .map(action::path)
        .toList();
  }

  @Test
  void aFileThatIsNotOfTheVersionReadCannotBeTakenAway() {
    DataFile a = Commits.file(table, "a.parquet", 3);
    DataFile b = Commits.file(table, "b.parquet", 4);
    table.commit(Commits.create(a));
    table.commit(Commits.replace(0, b));

    assertThatThrownBy(() -> table.commit(Commits.rewrite(1, List.of(a), Map.of())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Not files of the table");
    assertThat(locations(table.snapshot().orElseThrow())).containsExactly(b.location());
  }

  @Test
  void ofTwoRewritesOfTheSameVersionOneWins() {
    DataFile a = Commits.file(table, "a.parquet", 3);
    DataFile b = Commits.file(table, "b.parquet", 4);
    table.commit(Commits.create(a, b));
    table.commit(Commits.rewrite(0, List.of(a), Map.of(), Commits.file(table, "c.parquet", 1)));

    assertThatThrownBy(() -> table.commit(Commits.rewrite(0, List.of(b), Map.of())))
        .isInstanceOfSatisfying(
            PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT));
  }

  @Test
  void aCommitPlannedOnAnOlderVersionLoses() {
    table.commit(Commits.create(Commits.file(table, "a.parquet", 1)));
    table.commit(Commits.append(0));

    assertThatThrownBy(() -> table.commit(Commits.replace(0)))
        .isInstanceOfSatisfying(
            PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFLICT))
        .hasMessageMatching(
            "Cannot commit to file:///.*/retail/c360/orders: it was planned on version 0, but"
                + " Perigon/0.1.0 committed version 1 \\(WRITE\\) first");
    assertThatThrownBy(() -> table.commit(Commits.create()))
        .hasMessageContaining("another writer created it in the meantime");
    assertThat(table.snapshot().orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void historyTellsOperationsAndMetricsNewestFirst() {
    table.commit(Commits.create(Commits.file(table, "a.parquet", 3)));
    table.commit(Commits.replace(0, Commits.file(table, "b.parquet", 4)));

    List<HistoryEntry> history = table.history();

    assertThat(history).extracting(HistoryEntry::version).containsExactly(1L, 0L);
    HistoryEntry newest = history.get(0);
    assertThat(newest.operation()).isEqualTo("WRITE");
    assertThat(newest.parameters()).isEqualTo(Map.of("mode", "Overwrite"));
    assertThat(newest.engine()).contains("Perigon/0.1.0");
    assertThat(newest.metrics())
        .isEqualTo(
            Map.of(
                "numFiles", "1",
                "numOutputBytes", "9",
                "numOutputRows", "4",
                "numRemovedFiles", "1",
                "numRemovedBytes", "9"));
  }

  @Test
  void addedFilesAreThoseOfTheVersionsInBetween() {
    DataFile b = Commits.file(table, "b.parquet", 1);
    DataFile c = Commits.file(table, "c.parquet", 1);
    table.commit(Commits.create(Commits.file(table, "a.parquet", 1)));
    table.commit(Commits.append(0, b));
    table.commit(Commits.replace(1, c));

    AddedFiles added = table.added(0, 2);

    assertThat(added.files())
        .extracting(DataFile::location)
        .containsExactly(b.location(), c.location());
    assertThat(added.rewrittenAt()).containsExactly(2L);
  }

  @Test
  void aTableThatWasMadeAnewDoesNotContinueTheOldOne() {
    table.commit(Commits.create());
    table.commit(Commits.append(0));
    String old = table.snapshot().orElseThrow().tableId();
    warehouse.files().delete(table.location());
    assertThatThrownBy(() -> table.commit(Commits.append(1)))
        .hasMessageContaining("the table was removed since it was read");
    table.commit(Commits.create());

    assertThat(table.snapshot().orElseThrow().tableId()).isNotEqualTo(old);
    assertThatThrownBy(() -> table.added(1, 1))
        .hasMessageContaining("they were read up to version 1, but its newest is 0");
  }

  private static List<java.net.URI> locations(Snapshot snapshot) {
    return snapshot.files().stream().map(DataFile::location).toList();
  }
}
