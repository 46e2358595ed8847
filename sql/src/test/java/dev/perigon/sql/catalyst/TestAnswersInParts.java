package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.query.Accumulation;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random answers that are said to add up are those over parts of the rows, merged. {@code -Dseed=n
 * -Dqueries=1} runs the query that a failure names.
 */
class TestAnswersInParts {
  /** Queries that share their tables. */
  private static final int ROUND = 50;

  @Test
  void addUpToTheWhole() throws Exception {
    run(Integer.getInteger("queries", 200));
  }

  @Test
  @Tag("long")
  void addUpToTheWholeAtLength() throws Exception {
    run(Integer.getInteger("queries", 2000));
  }

  private static void run(int queries) throws Exception {
    long start = Long.getLong("seed", System.nanoTime() & 0xFFFF_FFFFL);
    System.err.printf("TestAnswersInParts: -Dseed=%d%n", start);
    List<String> failures = new ArrayList<>();
    int merged = 0;
    long seed = start;
    while (seed < start + queries) {
      long end = Math.min((seed / ROUND + 1) * ROUND, start + queries);
      merged += round(seed, end, failures);
      seed = end;
    }
    assertThat(failures).isEmpty();
    assertThat(merged).as("answers that add up").isGreaterThanOrEqualTo(queries / 8);
  }

  /** Checks queries that share their tables; how many add up. */
  private static int round(long first, long end, List<String> failures) throws Exception {
    ZoneId zone = TestTable.SETTINGS.timeZone();
    int merged = 0;
    try (DuckDbRunner duckDb = new DuckDbRunner(zone)) {
      for (TestTable table : RandomTables.of(new Random(first / ROUND), zone)) {
        duckDb.add(table);
      }
      for (long seed = first; seed < end; seed++) {
        Random random = new Random(seed * 31 + 7);
        String sql = new RandomTotals(random).next();
        try {
          merged += addsUp(sql, random, duckDb) ? 1 : 0;
        } catch (AssertionError | SQLException e) {
          failures.add("-Dseed=%d -Dqueries=1%n%s%n%s".formatted(seed, sql, e.getMessage()));
        }
      }
    }
    return merged;
  }

  /** False when the answer is not said to add up, or when there is none or it is empty. */
  private static boolean addsUp(String sql, Random random, DuckDbRunner duckDb)
      throws SQLException {
    if (!(duckDb.run(sql) instanceof Answer.Rows whole)) {
      return false;
    }
    AnalyzedQuery query = duckDb.analyze(sql);
    if (query.accumulations().isEmpty()) {
      return false;
    }
    int parts = 2 + random.nextInt(3);
    int split = random.nextInt(1000);
    for (int i = 0; i < parts; i++) {
      int part = i;
      duckDb.keep(
          "part_" + part,
          query,
          input -> "hash(perigon_row, %d) %% %d = %d".formatted(split + input, parts, part));
    }
    String merge = merge(query, parts);
    Same.assertSame(merge, whole, withTypes(duckDb.run(merge), query));
    return !whole.rows().isEmpty();
  }

  /** Of a column without NULL the merged one may have some, as far as Spark knows. */
  private static Answer withTypes(Answer answer, AnalyzedQuery query) {
    return answer instanceof Answer.Rows merged
        ? new Answer.Rows(query.schema(), merged.rows())
        : answer;
  }

  private static String merge(AnalyzedQuery query, int parts) {
    List<String> columns = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < query.accumulations().size(); i++) {
      Column column = query.schema().columns().get(i);
      String name = Identifiers.quote(column.name());
      columns.add(merged(query.accumulations().get(i), name, column.type().ddl()));
      if (query.accumulations().get(i) == Accumulation.KEY) {
        keys.add(name);
      }
    }
    return IntStream.range(0, parts)
        .mapToObj(part -> "select * from part_" + part)
        .collect(
            Collectors.joining(
                " union all ",
                "select " + String.join(", ", columns) + " from (",
                ") group by " + String.join(", ", keys)));
  }

  private static String merged(Accumulation accumulation, String column, String type) {
    String function =
        switch (accumulation) {
          case KEY -> "";
          case SUM -> "sum";
          case LEAST -> "min";
          case GREATEST -> "max";
        };
    return "cast(%s(%s) as %s) as %s".formatted(function, column, type, column);
  }
}
