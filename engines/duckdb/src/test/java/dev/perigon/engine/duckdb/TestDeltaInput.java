package dev.perigon.engine.duckdb;

import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.Slice;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Partition values, of one partition and of many, and rows that are deleted. */
final class TestDeltaInput {
  private static final Schema STORED = Schema.of(Column.of("id", Scalar.INTEGER));
  private static final Schema SCHEMA =
      Schema.of(
          Column.of("day", Scalar.DATE),
          Column.of("id", Scalar.INTEGER),
          Column.of("kind", Scalar.STRING));

  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** Three rows, from {@code first} on. */
  private DataFile file(int first, Map<String, String> partition, long... deleted) {
    String name = "f" + first + partition.size() + deleted.length;
    String sql = "SELECT range::INTEGER FROM range(%d, %d)".formatted(first, first + 3);
    DataFile written = bench.write(name, sql, STORED).files().get(0);
    return new DataFile(
        written.location(),
        written.size(),
        written.modified(),
        partition,
        written.statistics(),
        deleted,
        written.writer());
  }

  private List<List<Object>> rows(DataFile... files) {
    Slice slice = new Slice.Delta(SCHEMA, SCHEMA, List.of("day", "KIND"), List.of(files));
    return bench.rows("SELECT * FROM input_0 ORDER BY id", SCHEMA, slice);
  }

  private static List<List<Object>> rows(LocalDate day, String kind, int... ids) {
    return Arrays.stream(ids).mapToObj(id -> asList((Object) day, id, kind)).toList();
  }

  @Test
  void filesOfOnePartitionHaveItsValues() {
    Map<String, String> first = Map.of("day", "2026-12-01", "kind", "it's");
    LocalDate day = LocalDate.of(2026, 12, 1);
    assertThat(rows(file(0, first))).isEqualTo(rows(day, "it's", 0, 1, 2));
    assertThat(rows(file(3, first), file(6, first))).isEqualTo(rows(day, "it's", 3, 4, 5, 6, 7, 8));
    assertThat(rows(file(9, first, 1), file(12, first, 0, 2)))
        .isEqualTo(rows(day, "it's", 9, 11, 13));
  }

  @Test
  void aValueThatIsAbsentOrEmptyIsNull() {
    LocalDate day = LocalDate.of(2026, 12, 1);
    assertThat(rows(file(0, Map.of()))).isEqualTo(rows(null, null, 0, 1, 2));
    assertThat(rows(file(3, Map.of("day", "2026-12-01", "kind", ""))))
        .isEqualTo(rows(day, null, 3, 4, 5));
  }

  @Test
  void filesOfSeveralPartitionsHaveEachItsOwn() {
    LocalDate day = LocalDate.of(2026, 12, 1);
    DataFile named = file(0, Map.of("day", "2026-12-01", "kind", "a"));
    DataFile other = file(3, Map.of("day", "2026-12-01", "kind", "b"), 1);
    DataFile none = file(6, Map.of("day", "2026-12-01"));
    assertThat(rows(named, other, none))
        .isEqualTo(
            Stream.of(rows(day, "a", 0, 1, 2), rows(day, "b", 3, 5), rows(day, null, 6, 7, 8))
                .flatMap(List::stream)
                .toList());
  }

  @Test
  void aFileOfAboutTheAverageNumberOfRowsIsFirst() {
    List<Path> paths = Stream.of("a", "b", "c", "d").map(Path::of).toList();
    assertThat(first(paths, 1, 100_000, 60_000, 90_000)).isEqualTo(Path.of("c"));
    assertThat(first(paths, 50, 50, 50, 50)).isEqualTo(Path.of("a"));
    assertThat(first(paths.subList(0, 1), 7)).isEqualTo(Path.of("a"));
  }

  private Path first(List<Path> paths, long... rows) {
    DataFile some = file(0, Map.of());
    List<DataFile> files =
        LongStream.of(rows)
            .mapToObj(
                n ->
                    new DataFile(
                        some.location(),
                        some.size(),
                        some.modified(),
                        Map.of(),
                        Optional.of(new FileStatistics(n, some.statistics().get().columns())),
                        new long[0],
                        some.writer()))
            .toList();
    List<Path> ordered =
        new DeltaInput(new Slice.Delta(STORED, STORED, List.of(), files), paths).typicalFirst();
    assertThat(ordered).containsExactlyInAnyOrderElementsOf(paths);
    return ordered.get(0);
  }
}
