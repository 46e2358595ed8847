package dev.perigon.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestLakehouseErrors {
  @TempDir Path folder;
  private DeltaTable table;
  private Path log;

  @BeforeEach
  void open() {
    table =
        Warehouses.open(folder.toUri(), LakehouseOptions.defaults())
            .table(new TableName("a", "b", "c"));
    log = Path.of(table.location()).resolve("_delta_log");
  }

  @Test
  void aDamagedCommitIsNamedWithoutItsContent() throws IOException {
    table.commit(Commits.create());
    Files.writeString(log.resolve("00000000000000000001.json"), "{\"add\":{\"path\":\"secret");

    PerigonException error = error(() -> table.snapshot().orElseThrow().files());

    assertThat(error.code()).isEqualTo(ErrorCode.FILE);
    assertThat(error)
        .hasMessage(
            "Cannot read %s: its log is damaged (a line is not JSON)".formatted(table.location()));
    assertThat(error.remedy()).contains("Restore its _delta_log from a backup");
    assertThat(table.history())
        .extracting(HistoryEntry::operation)
        .containsExactly("UNKNOWN", "WRITE");
  }

  @Test
  void aCommitThatIsJsonButNotDelta() throws IOException {
    table.commit(Commits.create());
    Files.writeString(log.resolve("00000000000000000001.json"), "[]\n");

    assertThat(error(() -> table.snapshot().orElseThrow().files()))
        .hasMessageEndingWith("its log is damaged (it does not hold what Delta's protocol says)");
  }

  @Test
  void aMissingCommitInBetween() throws IOException {
    table.commit(Commits.create());
    table.commit(Commits.append(0));
    table.commit(Commits.append(1));
    Files.delete(log.resolve("00000000000000000001.json"));
    open(); // who knows the newest version does not read the log again

    assertThat(error(() -> table.snapshot()))
        .hasMessageEndingWith("its log is damaged (versions are missing)");
  }

  @Test
  void aFolderThatIsNoTable() throws IOException {
    Files.createDirectories(log.getParent());
    Files.writeString(log.getParent().resolve("some.csv"), "x");

    assertThat(table.snapshot()).isEmpty();
    PerigonException error = error(() -> table.snapshotAt(0));
    assertThat(error.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
    assertThat(error).hasMessage("Cannot read %s: there is no Delta table", table.location());
    assertThat(error(() -> table.history())).hasMessage(error.getMessage());
  }

  @Test
  void whatACrashedRunLeavesIsNotATable() throws IOException {
    Files.createDirectories(log);
    Files.writeString(log.resolve(".00000000000000000000.json.3f1c"), "{\"commitInfo\"");
    Commits.file(table, "orphan.parquet", 1);

    assertThat(table.snapshot()).isEmpty();
    assertThat(Warehouses.open(folder.toUri(), LakehouseOptions.defaults()).tables()).isEmpty();
    assertThat(table.commit(Commits.create()).version()).isZero();
    assertThat(table.snapshot().orElseThrow().files()).isEmpty();
  }

  @Test
  void aStagedFileThatIsGoneOrCutIsNotCommitted() throws IOException {
    DataFile gone = Commits.file(table, "gone.parquet", 1);
    Files.delete(Path.of(gone.location()));
    DataFile cut = Commits.file(table, "cut.parquet", 1);
    Files.writeString(Path.of(cut.location()), "c");

    for (DataFile file : List.of(gone, cut)) {
      assertThat(error(() -> table.commit(Commits.create(file))))
          .hasMessage(
              "Cannot commit %s: the file is not there or has another size", file.location());
    }
    assertThat(table.snapshot()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWritten() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    DeltaTable inFile =
        Warehouses.open(file.toUri(), LakehouseOptions.defaults())
            .table(new TableName("a", "b", "c"));

    PerigonException error = error(() -> inFile.commit(Commits.create()));

    assertThat(error.code()).isEqualTo(ErrorCode.FILE);
    assertThat(error.getMessage())
        .startsWith("Cannot commit to " + Locations.of(file) + "/a/b/c: ");
    assertThat(error.remedy()).contains("you may read and write there");
  }

  @Test
  void whyTheDiskRefused() {
    URI place = URI.create("file:///x");
    PerigonException full =
        LakehouseErrors.io(
            "write", place, new FileSystemException("/x", null, "No space left on device"));
    assertThat(full.code()).isEqualTo(ErrorCode.RESOURCES);
    assertThat(full).hasMessage("Cannot write file:///x: no space left on device");
    assertThat(full.remedy()).startsWith("Free disk space");
    assertThat(LakehouseErrors.io("write", place, new IOException(new AccessDeniedException("/x"))))
        .hasMessage("Cannot write file:///x: permission denied");
  }

  @Test
  void unknownVersions() {
    table.commit(Commits.create());

    assertThat(error(() -> table.snapshotAt(7)))
        .hasMessage("Cannot read version 7 of %s: the newest version is 0", table.location());
    assertThat(error(() -> table.snapshotAt(-1)).code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
  }

  @Test
  void propertiesAndColumnsThatDeltaRefuses() {
    assertThat(error(() -> table.commit(commit(Commits.ID, Map.of("delta.nosuch", "1")))))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.ANALYSIS))
        .hasMessageContaining("delta.nosuch");
    assertThat(
            error(
                () -> table.commit(commit(Commits.ID, Map.of("delta.columnMapping.mode", "name")))))
        .hasMessageEndingWith("Perigon does not write column mapping");
    assertThat(
            error(() -> table.commit(commit(Schema.of(Column.of("a b", Scalar.LONG)), Map.of()))))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.SCHEMA))
        .hasMessageContaining("a b");
    assertThat(
            error(
                () ->
                    table.commit(
                        commit(Schema.of(Column.of("i", Scalar.DAY_TIME_INTERVAL)), Map.of()))))
        .hasMessage("Cannot use column i: no support for its type INTERVAL DAY TO SECOND");
    assertThat(table.snapshot()).isEmpty();
  }

  @Test
  void anAppendOnlyTableCannotBeReplaced() {
    table.commit(commit(Commits.ID, Map.of("delta.appendOnly", "true")));
    table.commit(Commits.append(0, Commits.file(table, "a.parquet", 1)));

    assertThat(error(() -> table.commit(Commits.replace(1))))
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
    assertThat(table.snapshot().orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void aCheckpointThatFailsDoesNotFailTheCommit() throws IOException {
    table.commit(commit(Commits.ID, Map.of("delta.checkpointInterval", "1")));
    Files.createDirectories(log.resolve("00000000000000000001.checkpoint.parquet/x"));

    assertThat(table.commit(Commits.append(0)).version()).isEqualTo(1);
    assertThat(table.snapshot().orElseThrow().version()).isEqualTo(1);
  }

  @Test
  void cursorsMayNotTakeReservedNames() {
    assertThatThrownBy(
            () ->
                table.commit(Commits.write(Optional.empty(), false, Map.of("perigon.writer", "x"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Commit commit(Schema schema, Map<String, String> properties) {
    return new Commit(
        Optional.empty(),
        schema,
        List.of(),
        Optional.empty(),
        properties,
        Removal.NOTHING,
        List.of(),
        Map.of(),
        "CREATE TABLE",
        Map.of());
  }

  private static PerigonException error(ThrowingCallable call) {
    return catchThrowableOfType(PerigonException.class, call);
  }
}
