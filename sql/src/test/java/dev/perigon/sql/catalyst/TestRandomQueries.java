package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random queries give on DuckDB what they give on Spark. {@code -Dseed=n -Dqueries=1} runs the
 * query that a failure names.
 */
class TestRandomQueries {
  /** Queries that share their tables. */
  private static final int ROUND = 50;

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
    try (DuckDbRunner duckDb = new DuckDbRunner()) {
      for (int i = 0; i < queries; i++) {
        long seed = start + i;
        if (i == 0 || seed % ROUND == 0) {
          List<TestTable> tables = RandomTables.of(new Random(seed / ROUND));
          for (TestTable table : tables) {
            duckDb.add(table);
          }
          SparkOracle.register(tables);
        }
        String sql = new RandomQueries(new Random(seed * 31 + 7)).next();
        failed += check(sql, seed, duckDb, failures) ? 0 : 1;
      }
    }
    if (!failures.isEmpty()) {
      fail("%d of %d queries differ:%n%s", failures.size(), queries, String.join("\n\n", failures));
    }
    assertThat(failed).as("queries that neither engine answers").isLessThan(queries / 5 + 2);
  }

  /** False when neither engine answers. */
  private static boolean check(String sql, long seed, DuckDbRunner duckDb, List<String> failures) {
    Answer spark = SparkOracle.run(sql);
    try {
      Same.assertSame(sql, spark, duckDb.run(sql));
    } catch (AssertionError e) {
      failures.add("-Dseed=%d -Dqueries=1%n%s".formatted(seed, e.getMessage()));
    }
    return spark instanceof Answer.Rows;
  }
}
