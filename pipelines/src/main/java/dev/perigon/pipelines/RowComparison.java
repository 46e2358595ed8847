package dev.perigon.pipelines;

import dev.perigon.sql.type.Schema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Expected rows beside the ones there are. Order does not matter, duplicates count.
 *
 * @param schema of the columns compared
 * @param expected how many rows
 * @param actual how many rows
 */
public record RowComparison(
    Schema schema, long expected, long actual, List<Difference> differences) {
  /** Beyond so many pairs, rows are not matched up. */
  private static final long MOST_PAIRS = 1_000_000;

  public RowComparison {
    differences = List.copyOf(differences);
  }

  public boolean isEqual() {
    return differences.isEmpty();
  }

  /** Rows that are as expected. */
  public long matched() {
    return expected - differences.stream().filter(d -> d.expected().isPresent()).count();
  }

  /**
   * A row that is missing (only expected), unexpected (only actual), or differs (both): then they
   * have at least one value in common.
   *
   * @param columns places of the values that differ; all of them when a row has no partner
   */
  public record Difference(
      Optional<List<Object>> expected, Optional<List<Object>> actual, List<Integer> columns) {
    public Difference {
      columns = List.copyOf(columns);
    }
  }

  static RowComparison of(RowSet expected, RowSet all) {
    RowSet actual = all.select(expected.schema());
    List<List<Object>> unexpected = new ArrayList<>();
    Map<List<Object>, Integer> wanted = new HashMap<>();
    expected.rows().forEach(row -> wanted.merge(expected.comparable(row), 1, Integer::sum));
    for (List<Object> row : actual.rows()) {
      if (!take(wanted, actual.comparable(row))) {
        unexpected.add(row);
      }
    }
    List<List<Object>> missing = new ArrayList<>();
    for (List<Object> row : expected.rows()) {
      if (take(wanted, expected.comparable(row))) {
        missing.add(row);
      }
    }
    return new RowComparison(
        expected.schema(),
        expected.rows().size(),
        actual.rows().size(),
        differences(expected, missing, unexpected));
  }

  private static boolean take(Map<List<Object>, Integer> counts, List<Object> row) {
    Integer left = counts.get(row);
    if (left == null || left == 0) {
      return false;
    }
    counts.put(row, left - 1);
    return true;
  }

  private static List<Difference> differences(
      RowSet rows, List<List<Object>> missing, List<List<Object>> unexpected) {
    List<Difference> differences = new ArrayList<>();
    List<List<Object>> free = new ArrayList<>(unexpected);
    boolean few = (long) missing.size() * unexpected.size() <= MOST_PAIRS;
    for (List<Object> row : missing) {
      Optional<List<Object>> partner = few ? nearest(rows, row, free) : Optional.empty();
      partner.ifPresent(found -> free.removeIf(other -> other == found));
      differences.add(difference(rows, Optional.of(row), partner));
    }
    free.forEach(row -> differences.add(difference(rows, Optional.empty(), Optional.of(row))));
    return differences;
  }

  /** The row with the most values in common, the first columns counting most among equals. */
  private static Optional<List<Object>> nearest(
      RowSet rows, List<Object> row, List<List<Object>> free) {
    Optional<List<Object>> best = Optional.empty();
    long most = 0;
    for (List<Object> candidate : free) {
      long common = common(rows.comparable(row), rows.comparable(candidate));
      if (common > most) {
        most = common;
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  private static long common(List<Object> a, List<Object> b) {
    long common = 0;
    for (int i = 0; i < a.size(); i++) {
      if (a.get(i) != null && a.get(i).equals(b.get(i))) {
        common += 1000 + Math.max(0, 100 - i);
      }
    }
    return common;
  }

  private static Difference difference(
      RowSet rows, Optional<List<Object>> expected, Optional<List<Object>> actual) {
    List<Integer> columns = new ArrayList<>();
    List<Object> a = expected.map(rows::comparable).orElse(List.of());
    List<Object> b = actual.map(rows::comparable).orElse(List.of());
    for (int i = 0; i < rows.schema().columns().size(); i++) {
      if (a.isEmpty() || b.isEmpty() || !Objects.equals(a.get(i), b.get(i))) {
        columns.add(i);
      }
    }
    return new Difference(expected, actual, columns);
  }
}
