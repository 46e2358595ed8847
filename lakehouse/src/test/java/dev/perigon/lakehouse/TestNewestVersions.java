package dev.perigon.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.sql.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of a table is what its log says, whoever wrote it. */
class TestNewestVersions {
  @TempDir Path folder;

  private DeltaTable opened() {
    return Warehouses.open(folder.toUri(), LakehouseOptions.defaults())
        .table(new TableName("a", "b", "c"));
  }

  @Test
  void twoWritersSeeWhatAFreshReaderSees() {
    long seed = Long.getLong("perigon.test.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    List<DeltaTable> writers = List.of(opened(), opened());
    writers.get(0).commit(Commits.create(Commits.file(writers.get(0), "0.parquet", 1)));

    for (int i = 1; i <= 40; i++) {
      DeltaTable writer = writers.get(random.nextInt(2));
      commit(writer, i, random);

      DeltaTable reader = writers.get(random.nextInt(2));
      assertSame(reader.snapshot().orElseThrow(), opened().snapshot().orElseThrow());
    }
    assertThat(Files.exists(log().resolve("00000000000000000030.checkpoint.parquet"))).isTrue();
  }

  private static void commit(DeltaTable table, int i, Random random) {
    Snapshot before = table.snapshot().orElseThrow();
    DataFile file = Commits.file(table, i + ".parquet", i);
    Map<String, String> cursors = Map.of("flow." + random.nextInt(3), Integer.toString(i));
    switch (random.nextInt(4)) {
      case 0 -> table.commit(Commits.replace(before.version(), file));
      case 1 -> {
        List<DataFile> some = new ArrayList<>(before.files());
        some.removeIf(any -> random.nextBoolean());
        table.commit(Commits.rewrite(before.version(), some, cursors, file));
      }
      default -> table.commit(Commits.write(Optional.of(before.version()), false, cursors, file));
    }
  }

  private static void assertSame(Snapshot known, Snapshot read) {
    assertThat(known.version()).isEqualTo(read.version());
    assertThat(known.committedAt()).isEqualTo(read.committedAt());
    assertThat(known.cursors()).isEqualTo(read.cursors());
    assertThat(known.rows()).isEqualTo(read.rows());
    assertThat(sorted(known.files()))
        .usingRecursiveFieldByFieldElementComparator()
        .isEqualTo(sorted(read.files()));
  }

  private static List<DataFile> sorted(List<DataFile> files) {
    return files.stream().sorted(Comparator.comparing(DataFile::location)).toList();
  }

  @Test
  void whoKnowsTheNewestVersionDoesNotReadTheLogAgain() throws IOException {
    DeltaTable writer = opened();
    writer.commit(Commits.create());
    writer.commit(Commits.append(0));
    DeltaTable reader = opened();
    assertThat(reader.snapshot().orElseThrow().version()).isEqualTo(1);

    writer.commit(Commits.append(1));
    Files.delete(log().resolve("00000000000000000001.json"));

    assertThat(writer.snapshot().orElseThrow().version()).isEqualTo(2);
    assertThatThrownBy(reader::snapshot).hasMessageContaining("versions are missing");
  }

  @Test
  void aTableThatIsMadeAnewIsAnother() throws IOException {
    DeltaTable table = opened();
    table.commit(Commits.create(Commits.file(table, "old.parquet", 1)));
    String old = table.snapshot().orElseThrow().tableId();
    delete(Path.of(table.location()));
    assertThat(table.snapshot()).isEmpty();

    DeltaTable another = opened();
    another.commit(Commits.create(Commits.file(another, "new.parquet", 1)));

    Snapshot found = table.snapshot().orElseThrow();
    assertThat(found.tableId()).isNotEqualTo(old);
    assertThat(found.files())
        .singleElement()
        .satisfies(file -> assertThat(file.location().getPath()).endsWith("new.parquet"));
  }

  private Path log() {
    return Path.of(opened().location()).resolve("_delta_log");
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
