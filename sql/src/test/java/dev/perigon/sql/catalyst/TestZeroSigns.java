package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A zero may have another sign than Spark's only where Spark gives it either. */
class TestZeroSigns {
  private static final List<TestTable> TABLES =
      List.of(
          new TestTable(
              "r",
              """
              select * from values (1, 0.0D, -1), (1, -0.0D, 1), (1, -1.0D, 2), (2, -0.0D, 0)
              as r(id, x, n)"""));

  private final ZeroSigns signs = new ZeroSigns(TABLES);

  @BeforeEach
  void register() {
    SparkOracle.register(TABLES);
  }

  @AfterEach
  void sparkHasItsTablesAgain() {
    Answer rows = SparkOracle.run("select * from r");
    assertThatCode(() -> Same.assertSame("select * from r order by id", first(), rows))
        .doesNotThrowAnyException();
  }

  private static Answer first() {
    return rows(
        "select * from r",
        row(1L, 0.0, -1L),
        row(1L, -0.0, 1L),
        row(1L, -1.0, 2L),
        row(2L, -0.0, 0L));
  }

  @Test
  void ofAGroupThatHoldsBothZerosEitherIsTheLargest() {
    String sql = "select id, max(x) from r group by id";
    accepts(sql, row(1L, 0.0), row(2L, -0.0));
    accepts(sql, row(1L, -0.0), row(2L, -0.0));
  }

  @Test
  void ofAGroupThatHoldsOneZeroThatIsTheLargest() {
    String sql = "select id, max(x) from r group by id";
    refuses(sql, row(1L, 0.0), row(2L, 0.0));
    refuses(sql, row(1L, -0.0), row(2L, 0.0));
  }

  @Test
  void theWordMaxExcusesNoOtherColumn() {
    String sql = "select id, max(x), -0.0D from r where x = 0 group by id";
    accepts(sql, row(1L, -0.0, -0.0), row(2L, -0.0, -0.0));
    refuses(sql, row(1L, -0.0, 0.0), row(2L, -0.0, -0.0));
  }

  @Test
  void aSignThatIsPartOfTextIsSparks() {
    String sql = "select 'at ' || max(x) from r group by id";
    accepts(sql, row("at 0.0"), row("at -0.0"));
    accepts(sql, row("at -0.0"), row("at -0.0"));
    refuses(sql, row("at 0.0"), row("at 0.0"));
  }

  @Test
  void aSignThatSparksOptimizerDecidesMayBeEither() {
    String sql = "select distinct x from r where id = 2";
    accepts(sql, row(0.0));
    accepts(sql, row(-0.0));
  }

  @Test
  void nothingButTheSignMayDiffer() {
    String sql = "select max(x), max(n) from r";
    refuses(sql, row(-0.0, 1L));
    refuses(sql, row(-1.0, 2L));
  }

  private void accepts(String sql, Object[]... answer) {
    assertThatCode(() -> signs.assertSame(sql, SparkOracle.run(sql), rows(sql, answer)))
        .doesNotThrowAnyException();
  }

  private void refuses(String sql, Object[]... answer) {
    assertThatThrownBy(() -> signs.assertSame(sql, SparkOracle.run(sql), rows(sql, answer)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(sql);
  }

  private static Answer rows(String sql, Object[]... rows) {
    return new Answer.Rows(
        ((Answer.Rows) SparkOracle.run(sql)).schema(),
        Stream.of(rows).map(Arrays::asList).toList());
  }

  private static Object[] row(Object... values) {
    return values;
  }
}
