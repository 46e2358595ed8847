package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.Slice;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestNarrowSlice {
  private static final Schema SCHEMA = strings("id", "Name", "day", "kind");
  private static final Schema STORED = strings("col-1", "col-2", "col-3", "col-4");

  @Test
  void columnsKeepTheirOrderAndTheirNamesInFiles() {
    Slice.Delta narrow = (Slice.Delta) NarrowSlice.of(slice("day"), Set.of("day", "name"));

    assertThat(narrow.schema()).isEqualTo(strings("Name", "day"));
    assertThat(narrow.physicalSchema()).isEqualTo(strings("col-2", "col-3"));
    assertThat(narrow.partitionColumns()).containsExactly("day");
  }

  @Test
  void partitionValuesThatNobodyReadsAreNotLookedUp() {
    Slice.Delta narrow = (Slice.Delta) NarrowSlice.of(slice("day"), Set.of("id"));

    assertThat(narrow.partitionColumns()).isEmpty();
  }

  @Test
  void rowsAreToldByAColumnThatIsInTheFiles() {
    Slice.Delta none = (Slice.Delta) NarrowSlice.of(slice("id"), Set.of());
    Slice.Delta partition = (Slice.Delta) NarrowSlice.of(slice("id"), Set.of("id"));

    assertThat(none.schema()).isEqualTo(strings("Name"));
    assertThat(partition.schema()).isEqualTo(strings("id", "Name"));
  }

  @Test
  void allPartsOfChangesHaveTheSameColumns() {
    Slice changes = new Slice.Changes(SCHEMA, List.of(slice("kind"), slice("id")));

    Slice.Changes narrow = (Slice.Changes) NarrowSlice.of(changes, Set.of("kind"));

    assertThat(narrow.schema()).isEqualTo(strings("Name", "kind"));
    assertThat(narrow.parts()).extracting(Slice.Delta::schema).containsOnly(narrow.schema());
  }

  private static Slice.Delta slice(String... partitions) {
    return new Slice.Delta(SCHEMA, STORED, List.of(partitions), List.of());
  }

  private static Schema strings(String... names) {
    return new Schema(Arrays.stream(names).map(name -> Column.of(name, Scalar.STRING)).toList());
  }
}
