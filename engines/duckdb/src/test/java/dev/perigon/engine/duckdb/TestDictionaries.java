package dev.perigon.engine.duckdb;

import static dev.perigon.sql.query.AnalyzedQuery.Encoded.MOST_VALUES;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.AnalyzedQuery.ColumnReference;
import dev.perigon.sql.query.AnalyzedQuery.Encoded;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written is computed by dictionaries where these are small, and plainly elsewhere. */
final class TestDictionaries {
  private static final Schema TABLE =
      Schema.of(Column.of("Group \"no\"", Scalar.STRING), Column.of("value", Scalar.STRING));
  private static final Schema ANSWER = Schema.of(Column.of("how", Scalar.STRING));

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

  private Slice table(String name, String sql) {
    return Bench.delta(bench.write(name, sql, TABLE), TABLE);
  }

  /** Says what the dictionaries hold, or that there are none. */
  private String how(Slice... slices) {
    BoundQuery plain = Bench.query("SELECT 'plain'", ANSWER, slices);
    var encoded =
        new Encoded(
            "SELECT concat_ws(';', array_to_string(getvariable('dictionary_0'), ','),"
                + " array_to_string(getvariable('dictionary_1'), ','))",
            List.of(new ColumnReference(0, "value"), new ColumnReference(0, "Group \"no\"")));
    AnalyzedQuery query = plain.query();
    var chosen =
        new BoundQuery(
            new AnalyzedQuery(
                query.text(),
                query.schema(),
                query.inputs(),
                List.of(),
                new Rendering.Sql("SELECT 'plain'", Optional.of(encoded), Map.of(), Map.of()),
                query.spark()),
            plain.slices(),
            Bench.AS_OF);
    WrittenFiles answer = bench.engine.write(chosen, bench.to("answer", ANSWER));
    return (String)
        bench.rows("SELECT * FROM input_0", ANSWER, Bench.delta(answer, ANSWER)).get(0).get(0);
  }

  @Test
  void haveEachValueOnceInOrderAndNoNull() {
    Slice table =
        table(
            "t",
            "SELECT 'g' || range % 3, CASE range % 4 WHEN 0 THEN 'b' WHEN 1 THEN '' WHEN 2 THEN 'ä' END"
                + " FROM range(100)");
    assertThat(how(table)).isEqualTo(",b,ä;g0,g1,g2");
  }

  @Test
  void mayBeEmpty() {
    Slice nothing = new Slice.Delta(TABLE, TABLE, List.of(), List.of());
    Slice nulls = table("t", "SELECT NULL, NULL FROM range(5)");
    assertThat(how(nothing)).isEqualTo(how(nulls)).isNotEqualTo("plain");
  }

  @Test
  void haveNoMoreValuesThanBits() {
    String values = "SELECT 'g', 'v' || range %% %d FROM range(1000)";
    assertThat(how(table("t", values.formatted(MOST_VALUES)))).isNotEqualTo("plain");
    assertThat(how(table("u", values.formatted(MOST_VALUES + 1)))).isEqualTo("plain");
    assertThat(how(table("v", values.formatted(1000)))).isEqualTo("plain");
  }

  @Test
  void areNotMadeOfSourceFilesWhichWouldBeReadTwice() {
    Slice files =
        Bench.source(
            "csv",
            Map.of("header", "true"),
            TABLE,
            bench.file("in.csv", "\"Group \"\"no\"\"\",value\na,b\n"));
    assertThat(how(files)).isEqualTo("plain");
  }
}
