package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Rows;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same text, run again on a connection that knows it, reads what there is by then. */
class TestQueryConnection {
  private static final Schema NUMBERS = Schema.of(Column.of("n", Scalar.LONG));
  private static final Schema TIMES = Schema.of(Column.of("t", Scalar.TIMESTAMP));
  private static final String SUM = "SELECT sum(n)::BIGINT AS n FROM input_0";

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

  private WrittenFiles numbers(String name, int upTo) {
    return bench.write(name, "SELECT range AS n FROM range(%d)".formatted(upTo), NUMBERS);
  }

  private Object one(String sql, Schema schema, dev.perigon.engine.Slice... slices) {
    return bench.rows(sql, schema, slices).get(0).get(0);
  }

  @Test
  void textsThatReadVariablesAreKept() throws SQLException {
    try (var connection = new QueryConnection(DriverManager.getConnection("jdbc:duckdb:"))) {
      String kept = "SELECT getvariable('as_of')";
      assertThat(connection.statement(kept)).isSameAs(connection.statement(kept));
      assertThat(connection.setter("as_of")).isSameAs(connection.setter("as_of"));
      assertThat(connection.statement("SELECT 1")).isNotSameAs(connection.statement("SELECT 1"));
    }
  }

  @Test
  void otherFilesAreRead() {
    WrittenFiles three = numbers("three", 3);
    WrittenFiles four = numbers("four", 4);
    for (int round = 0; round < 3; round++) {
      assertThat(one(SUM, NUMBERS, Bench.delta(three, NUMBERS))).isEqualTo(3L);
      assertThat(one(SUM, NUMBERS, Bench.delta(four, NUMBERS))).isEqualTo(6L);
      var first = bench.file("csv/%d.csv".formatted(round), "n\n%d\n".formatted(round));
      assertThat(one(SUM, NUMBERS, Bench.source("csv", Map.of("header", "true"), NUMBERS, first)))
          .isEqualTo((long) round);
    }
  }

  @Test
  void viewsAreThoseOfTheQuery() {
    String pairs = "SELECT count(*) AS n FROM input_0 a, input_0 b WHERE a.n < b.n";
    WrittenFiles three = numbers("three", 3);
    WrittenFiles four = numbers("four", 4);
    for (int round = 0; round < 3; round++) {
      assertThat(one(pairs, NUMBERS, Bench.delta(three, NUMBERS))).isEqualTo(3L);
      assertThat(one(pairs, NUMBERS, Bench.delta(four, NUMBERS))).isEqualTo(6L);
      assertThat(one(SUM, NUMBERS, Bench.delta(four, NUMBERS))).isEqualTo(6L);
    }
  }

  @Test
  void filesOfOtherColumnsAreReadByTheSameText() {
    Schema more = Schema.of(Column.of("m", Scalar.STRING), Column.of("n", Scalar.LONG));
    WrittenFiles one = numbers("one", 3);
    WrittenFiles two = bench.write("two", "SELECT 'x' AS m, 5::BIGINT AS n", more);
    for (int round = 0; round < 2; round++) {
      assertThat(one(SUM, NUMBERS, Bench.delta(one, NUMBERS))).isEqualTo(3L);
      assertThat(one(SUM, NUMBERS, Bench.delta(two, more))).isEqualTo(5L);
    }
  }

  @Test
  void filesOfOtherWritersAreLookedIntoEachTime() {
    DataFile ours = numbers("ours", 3).files().get(0);
    DataFile theirs =
        new DataFile(
            ours.location(), ours.size(), ours.modified(), Map.of(), Optional.empty(), new long[0]);
    for (int round = 0; round < 3; round++) {
      var slice = Bench.delta(new WrittenFiles(List.of(theirs), 3), NUMBERS);
      assertThat(one(SUM, NUMBERS, slice)).isEqualTo(3L);
    }
  }

  @Test
  void rowsAreWrittenWhereTheyBelong() {
    for (int round = 0; round < 3; round++) {
      WrittenFiles written = numbers("round" + round, 10);
      assertThat(written.files()).hasSize(1);
      assertThat(written.files().get(0).location().getPath()).contains("/round" + round + "/");
      assertThat(one(SUM, NUMBERS, Bench.delta(written, NUMBERS))).isEqualTo(45L);
    }
  }

  @Test
  void theTimeIsThatOfTheQuery() {
    String now = "SELECT getvariable('as_of') AS t";
    for (int day = 0; day < 3; day++) {
      Instant asOf = Bench.AS_OF.plus(Duration.ofDays(day));
      BoundQuery query = Bench.query(now, TIMES);
      var later = new BoundQuery(query.query(), query.slices(), asOf);
      assertThat(Bench.drain(bench.engine.read(later))).isEqualTo(List.of(List.of(asOf)));
      WrittenFiles written = bench.engine.write(later, bench.to("day" + day, TIMES));
      assertThat(one("SELECT t FROM input_0", TIMES, Bench.delta(written, TIMES))).isEqualTo(asOf);
    }
  }

  @Test
  void afterAFailureTheSameTextWorks() {
    String text = "SELECT CAST(s AS BIGINT) AS n FROM input_0";
    Schema texts = Schema.of(Column.of("s", Scalar.STRING));
    WrittenFiles bad = bench.write("bad", "SELECT 'x' AS s", texts);
    WrittenFiles good = bench.write("good", "SELECT '7' AS s", texts);
    for (int round = 0; round < 2; round++) {
      assertThat(one(text, NUMBERS, Bench.delta(good, texts))).isEqualTo(7L);
      assertThatThrownBy(() -> one(text, NUMBERS, Bench.delta(bad, texts)))
          .isInstanceOf(PerigonException.class);
    }
  }

  @Test
  void aResultThatWasLeftHalfReadIsOfNoHarm() {
    WrittenFiles many = numbers("many", 100_000);
    String all = "SELECT n FROM input_0";
    for (int round = 0; round < 3; round++) {
      try (Rows rows = bench.engine.read(Bench.query(all, NUMBERS, Bench.delta(many, NUMBERS)))) {
        assertThat(rows.next()).isTrue();
      }
      assertThat(bench.rows(all, NUMBERS, Bench.delta(many, NUMBERS))).hasSize(100_000);
    }
  }
}
