package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Answers whose zeros have signs that SQL does not fix. 0.0 and -0.0 are equal: of a group that
 * holds both, the order of rows or Spark's optimizer decides which one is seen. So a zero may have
 * any sign that Spark itself gives it, in that row and column, for the same rows in some order.
 */
final class ZeroSigns {
  private static final int ORDERS = 24;

  private final List<TestTable> tables;

  /**
   * @param tables all that queries read, as they are registered
   */
  ZeroSigns(List<TestTable> tables) {
    this.tables = tables;
  }

  /** As {@link Same#assertSame}, but for those signs. */
  void assertSame(String sql, Answer spark, Answer duckDb) {
    try {
      Same.assertSame(sql, spark, duckDb);
    } catch (AssertionError e) {
      if (!(spark instanceof Answer.Rows expected)
          || !(duckDb instanceof Answer.Rows actual)
          || !sameUnsigned(sql, expected, actual)
          || !areSparks(sql, expected, actual)) {
        throw e;
      }
      System.err.println("Spark itself gives zeros either sign: " + sql);
    }
  }

  private static boolean sameUnsigned(String sql, Answer.Rows spark, Answer.Rows other) {
    try {
      Same.assertSame(sql, Zeros.unsigned(spark), Zeros.unsigned(other));
      return true;
    } catch (AssertionError e) {
      return false;
    }
  }

  /** Whether Spark gives each value of {@code duckDb} for some order of the rows of the tables. */
  private boolean areSparks(String sql, Answer.Rows spark, Answer.Rows duckDb) {
    List<List<Object>> left = new ArrayList<>();
    aligned(sql, duckDb).forEach(row -> left.add(new ArrayList<>(row)));
    take(left, aligned(sql, spark));
    Random random = new Random(sql.hashCode());
    try {
      for (int order = 0; order < ORDERS && !areTaken(left); order++) {
        if (order > 0) {
          SparkOracle.registerShuffled(tables, random);
        }
        for (Answer answer : List.of(SparkOracle.run(sql), SparkOracle.runUnoptimized(sql))) {
          if (answer instanceof Answer.Rows rows && sameUnsigned(sql, spark, rows)) {
            take(left, aligned(sql, rows));
          }
        }
      }
    } finally {
      SparkOracle.register(tables);
    }
    return areTaken(left);
  }

  /** In an order that the signs decide last. */
  private static List<List<Object>> aligned(String sql, Answer.Rows answer) {
    List<List<Object>> rows = new ArrayList<>(answer.rows());
    if (!Same.orders(sql)) {
      rows.sort(
          Comparator.<List<Object>, String>comparing(row -> Same.key(Zeros.unsignedAll(row)))
              .thenComparing(Same::key));
    }
    return rows;
  }

  private static void take(List<List<Object>> left, List<List<Object>> spark) {
    for (int row = 0; row < left.size(); row++) {
      for (int column = 0; column < left.get(row).size(); column++) {
        if (Same.same(spark.get(row).get(column), left.get(row).get(column))) {
          left.get(row).set(column, null);
        }
      }
    }
  }

  private static boolean areTaken(List<List<Object>> left) {
    return left.stream().allMatch(row -> row.stream().allMatch(value -> value == null));
  }
}
