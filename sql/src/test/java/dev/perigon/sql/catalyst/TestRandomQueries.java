package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random queries give on DuckDB what they give on Spark. {@code -Dseed=n -Dqueries=1} runs the
 * query that a failure names.
 */
class TestRandomQueries {
  /** Queries that share their tables and their time zone. */
  private static final int ROUND = 50;

  private static final List<ZoneId> ZONES = List.of(ZoneId.of("UTC"), ZoneId.of("Europe/Berlin"));

  @Test
  void answerAsSparkDoes() throws Exception {
    run(Integer.getInteger("queries", 200));
  }

  @Test
  @Tag("long")
  void answerAsSparkDoesAtLength() throws Exception {
    run(Integer.getInteger("queries", 2500));
  }

  private static void run(int queries) throws Exception {
    long start = Long.getLong("seed", System.nanoTime() & 0xFFFF_FFFFL);
    System.err.printf("TestRandomQueries: -Dseed=%d%n", start);
    List<String> failures = new ArrayList<>();
    int failed = 0;
    long seed = start;
    while (seed < start + queries) {
      long end = Math.min((seed / ROUND + 1) * ROUND, start + queries);
      failed += round(seed, end, failures);
      seed = end;
    }
    if (!failures.isEmpty()) {
      fail("%d of %d queries differ:%n%s", failures.size(), queries, String.join("\n\n", failures));
    }
    assertThat(failed).as("queries that neither engine answers").isLessThan(queries / 5 + 2);
  }

  /** Runs queries that share their tables; how many neither engine answers. */
  private static int round(long first, long end, List<String> failures) throws Exception {
    long number = first / ROUND;
    ZoneId zone = ZONES.get((int) (number % ZONES.size()));
    int failed = 0;
    SparkOracle.useZone(zone);
    try (DuckDbRunner duckDb = new DuckDbRunner(zone)) {
      List<TestTable> tables = RandomTables.of(new Random(number), zone);
      for (TestTable table : tables) {
        duckDb.add(table);
      }
      SparkOracle.register(tables);
      ZeroSigns signs = new ZeroSigns(tables);
      for (long seed = first; seed < end; seed++) {
        String sql = new RandomQueries(new Random(seed * 31 + 7)).next();
        failed += check(sql, seed, duckDb, signs, failures) ? 0 : 1;
      }
    } finally {
      SparkOracle.useZone(TestTable.SETTINGS.timeZone());
    }
    return failed;
  }

  /**
   * Spark's INTERSECT ALL and EXCEPT ALL take the left side's columns for those of both sides: its
   * generated code then meets a NULL in a field of a struct that it holds for NOT NULL.
   */
  @Test
  void sparkBreaksAtNullsThatTheLeftSideCannotHave() throws Exception {
    String sql =
        """
        select struct('a' as v) as c
        intersect all select struct(if(id = 1, null, 'a') as v) from range(2)""";
    try (DuckDbRunner duckDb = new DuckDbRunner(ZoneId.of("UTC"))) {
      assertThat(SparkOracle.run(sql)).matches(TestRandomQueries::isCrash);
      assertThat(duckDb.run(sql)).isInstanceOf(Answer.Rows.class);
    }
  }

  /** False when neither engine answers, or Spark breaks. */
  private static boolean check(
      String sql, long seed, DuckDbRunner duckDb, ZeroSigns signs, List<String> failures) {
    Answer spark = SparkOracle.run(sql);
    if (isCrash(spark)) {
      System.err.println("Spark itself breaks: " + sql);
      return false;
    }
    try {
      signs.assertSame(sql, spark, duckDb.run(sql));
    } catch (AssertionError e) {
      failures.add("-Dseed=%d -Dqueries=1%n%s".formatted(seed, e.getMessage()));
    }
    return spark instanceof Answer.Rows;
  }

  /** An error of Spark's own code, which says nothing of what the query should give. */
  private static boolean isCrash(Answer spark) {
    return spark instanceof Answer.Failure failure
        && ExceptionUtils.indexOfType(failure.error(), NullPointerException.class) >= 0;
  }
}
