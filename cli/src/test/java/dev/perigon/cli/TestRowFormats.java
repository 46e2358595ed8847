package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TestRowFormats {
  private static final List<Column> NAME_AND_SPENT =
      List.of(Column.of("name", Scalar.STRING), Column.of("spent", new SqlType.Decimal(12, 2)));

  @Test
  void aTableAlignsNamesLeftAndNumbersRight() throws IOException {
    assertThat(
            written(
                new TableRows(),
                NAME_AND_SPENT,
                row("Lisa", new BigDecimal("1019.98")),
                row("Bo", null)))
        .isEqualTo(
            """
            name    spent
            ----  -------
            Lisa  1019.98
            Bo       NULL
            """);
  }

  @Test
  void aTableCutsNothingWhenALateRowIsWiderThanTheMeasuredOnes() throws IOException {
    Object[][] rows = new Object[1001][];
    Arrays.fill(rows, row("a", BigDecimal.ONE));
    rows[1000] = row("a name that is wider than all before", BigDecimal.TEN);
    String table = written(new TableRows(), NAME_AND_SPENT, rows);
    assertThat(table.lines()).hasSize(1003);
    assertThat(table).contains("a name that is wider than all before").endsWith("10\n");
  }

  @Test
  void aTableWritesControlCharactersOut() throws IOException {
    assertThat(written(new TableRows(), List.of(NAME_AND_SPENT.get(0)), row("a\n\u001b[2Jb")))
        .isEqualTo("name\n-------------\na\\n\\u001b[2Jb\n");
  }

  @Test
  void csvQuotesWhatNeedsItAndTellsNullFromEmpty() throws IOException {
    assertThat(
            written(
                new CsvRows(),
                NAME_AND_SPENT,
                row("a,b", new BigDecimal("1E+3")),
                row("say \"hi\"\nto me", new BigDecimal("-0.10")),
                row("", null),
                row(null, null),
                row(" 007 ", BigDecimal.ONE),
                row("a\rb", BigDecimal.ONE)))
        .isEqualTo(
            """
            name,spent
            "a,b",1000
            "say ""hi""
            to me",-0.10
            "",
            ,
             007 ,1
            "a\rb",1
            """);
  }

  @Test
  void jsonKeepsDecimalsPlainAndTimesIso() throws IOException {
    List<Column> columns =
        List.of(
            Column.of("d", new SqlType.Decimal(38, 10)),
            Column.of("day", Scalar.DATE),
            Column.of("at", Scalar.TIMESTAMP),
            Column.of("local", Scalar.TIMESTAMP_NTZ),
            Column.of("b", Scalar.BINARY),
            Column.of("x", Scalar.DOUBLE),
            Column.of("none", Scalar.STRING));
    assertThat(
            written(
                new JsonRows(),
                columns,
                row(
                    new BigDecimal("1234567890123456789012345678.0000000001"),
                    LocalDate.of(2025, 10, 9),
                    Instant.parse("2025-10-09T01:02:03.000004Z"),
                    LocalDateTime.of(2025, 1, 1, 0, 0),
                    new byte[] {1, 2},
                    Double.NaN,
                    null)))
        .isEqualTo(
            """
            [
            {"d":1234567890123456789012345678.0000000001,"day":"2025-10-09",\
            "at":"2025-10-09T01:02:03.000004Z","local":"2025-01-01T00:00","b":"AQI=",\
            "x":"NaN","none":null}
            ]
            """);
  }

  @Test
  void jsonNestsArraysMapsAndStructs() throws IOException {
    SqlType struct =
        new SqlType.Struct(
            Schema.of(Column.of("a", Scalar.INTEGER), Column.of("b", Scalar.STRING)));
    List<Column> columns =
        List.of(
            Column.of("list", new SqlType.Array(struct, true)),
            Column.of("map", new SqlType.MapOf(Scalar.STRING, Scalar.LONG, true)));
    Map<String, Long> map = new LinkedHashMap<>();
    map.put("z", 1L);
    map.put("a", null);
    Object[] row = row(Arrays.asList(List.of(1, "x"), null), map);
    assertThat(written(new JsonRows(), columns, row))
        .isEqualTo("[\n{\"list\":[{\"a\":1,\"b\":\"x\"},null],\"map\":{\"z\":1,\"a\":null}}\n]\n");
    assertThat(written(new CsvRows(), columns, row))
        .contains("\"[{\"\"a\"\":1,\"\"b\"\":\"\"x\"\"},null]\"");
  }

  @Test
  void noRowsAreAnEmptyArrayAndAHeader() throws IOException {
    assertThat(written(new JsonRows(), NAME_AND_SPENT)).isEqualTo("[]\n");
    assertThat(written(new CsvRows(), NAME_AND_SPENT)).isEqualTo("name,spent\n");
    assertThat(written(new TableRows(), NAME_AND_SPENT)).isEqualTo("name  spent\n----  -----\n");
  }

  private static String written(RowFormat format, List<Column> columns, Object[]... rows)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long count = format.write(new ListedRows(columns, List.of(rows)), out);
    assertThat(count).isEqualTo(rows.length);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Object[] row(Object... values) {
    return values;
  }
}
