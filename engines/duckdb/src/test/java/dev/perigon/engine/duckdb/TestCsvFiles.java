package dev.perigon.engine.duckdb;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Decimal;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestCsvFiles {
  private static final Schema SALES =
      Schema.of(
          Column.of("id", Scalar.STRING),
          Column.of("amount", new Decimal(6, 2)),
          Column.of("day", Scalar.DATE));
  private static final Schema RESCUING =
      Schema.of(
          Column.of("id", Scalar.STRING),
          Column.of("amount", new Decimal(6, 2)),
          Column.of("day", Scalar.DATE),
          Column.of("_rescued_data", Scalar.STRING));
  private static final Map<String, String> RESCUE = Map.of("rescueddatacolumn", "_rescued_data");

  @TempDir Path folder;
  private Bench bench;
  private int count;

  @BeforeEach
  void open() {
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private SourceFiles csv(Schema schema, Map<String, String> options, String content) {
    return csv(schema, options, content.getBytes(java.nio.charset.StandardCharsets.UTF_8), ".csv");
  }

  private SourceFiles csv(Schema schema, Map<String, String> options, byte[] content, String end) {
    var all = new HashMap<>(options);
    all.putIfAbsent("header", "true");
    return Bench.source("csv", all, schema, bench.file("in/f" + count++ + end, content));
  }

  /** Reads as {@code read} and as {@code write} do; both must give the same. */
  private List<List<Object>> rows(SourceFiles source) {
    WrittenFiles written =
        bench.engine.write(
            Bench.query("SELECT * FROM input_0", source.schema(), source),
            bench.to("t" + count++, source.schema()));
    List<List<Object>> stored =
        bench.rows("SELECT * FROM input_0", source.schema(), Bench.delta(written, source.schema()));
    List<List<Object>> read = bench.rows("SELECT * FROM input_0", source.schema(), source);
    assertThat(stored).containsExactlyInAnyOrderElementsOf(read);
    return read;
  }

  private List<List<Object>> rows(Schema schema, Map<String, String> options, String content) {
    return rows(csv(schema, options, content));
  }

  private PerigonException failure(SourceFiles source) {
    var failures =
        List.<org.assertj.core.api.ThrowableAssert.ThrowingCallable>of(
            () -> bench.rows("SELECT * FROM input_0", source.schema(), source),
            () ->
                bench.engine.write(
                    Bench.query("SELECT * FROM input_0", source.schema(), source),
                    bench.to("failed", source.schema())));
    var messages = failures.stream().map(org.assertj.core.api.Assertions::catchThrowable).toList();
    assertThat(messages.get(0)).isInstanceOf(PerigonException.class);
    assertThat(messages.get(1)).hasMessage(messages.get(0).getMessage());
    assertThat(folder.resolve("failed").toFile().list())
        .satisfiesAnyOf(n -> assertThat(n).isNull(), n -> assertThat(n).isEmpty());
    return (PerigonException) messages.get(0);
  }

  private static BigDecimal money(String text) {
    return new BigDecimal(text);
  }

  private static LocalDate day(String text) {
    return LocalDate.parse(text);
  }

  @Test
  void matchesColumnsByNameWithoutRegardToCase() {
    assertThat(rows(SALES, Map.of(), "DAY,Id,amount\n2024-05-15,007,411.58\n"))
        .containsExactly(List.of("007", money("411.58"), day("2024-05-15")));
  }

  @Test
  void readsFilesOfDifferentColumnOrderTogether() {
    var source =
        Bench.source(
            "csv",
            Map.of("header", "true"),
            SALES,
            bench.file("in/a.csv", "id,amount,day\na,1,2024-01-01\n"),
            bench.file("in/b.csv", "day,amount,id\n2024-01-02,2,b\n"));
    assertThat(rows(source))
        .containsExactlyInAnyOrder(
            List.of("a", money("1.00"), day("2024-01-01")),
            List.of("b", money("2.00"), day("2024-01-02")));
  }

  @Test
  void namesTheColumnThatAFileLacks() {
    PerigonException failure = failure(csv(SALES, Map.of(), "id,day\n1,2024-01-01\n"));
    assertThat(failure)
        .hasMessage(
            "Cannot read %s/in/f0.csv: its header has no column 'amount'; it has 'id', 'day'",
            folder);
    assertThat(failure.code()).isEqualTo(ErrorCode.DATA);
  }

  @Test
  void refusesAColumnThatTheSchemaLacksUnlessItCanBeRescued() {
    String content = "id,amount,day,tip\na,1,2024-01-01,0.5\nb,1,2024-01-01,\n";
    assertThat(failure(csv(SALES, Map.of(), content)))
        .hasMessageContaining("has column 'tip', which the schema does not have");
    assertThat(rows(RESCUING, RESCUE, content))
        .containsExactly(
            List.of(
                "a",
                money("1.00"),
                day("2024-01-01"),
                "{\"tip\":\"0.5\",\"_file_path\":\"%s/in/f1.csv\",\"_line\":2}".formatted(folder)),
            asList("b", money("1.00"), day("2024-01-01"), null));
  }

  @Test
  void takesNothingForNullAndKeepsSpacesAndLeadingZeros() {
    assertThat(rows(SALES, Map.of(), "id,amount,day\n,,\n\"\",1,\n 02 ,1,\n\"a\"\"b\",1,\n"))
        .containsExactly(
            asList(null, null, null),
            asList(null, money("1.00"), null),
            asList(" 02 ", money("1.00"), null),
            asList("a\"b", money("1.00"), null));
  }

  @Test
  void takesTheNullValueForNull() {
    assertThat(
            rows(SALES, Map.of("nullvalue", "NA"), "id,amount,day\nNA,NA,NA\n\"\",,\n\"NA\",1,\n"))
        .containsExactly(
            asList(null, null, null), asList("", null, null), asList(null, money("1.00"), null));
  }

  @Test
  void roundsMoneyHalfUpAndRefusesOverflow() {
    assertThat(rows(SALES, Map.of(), "id,amount,day\na,411.585,\na,-0.005,\na,9999.994,\na,5.,\n"))
        .extracting(row -> row.get(1))
        .containsExactly(money("411.59"), money("-0.01"), money("9999.99"), money("5.00"));
    assertThat(failure(csv(SALES, Map.of(), "id,amount,day\na,1,\nb,9999.995,\n")))
        .hasMessageContaining("line 3 of")
        .hasMessageContaining("'amount' is not a DECIMAL(6,2)")
        .hasMessageNotContaining("9999.995");
  }

  private Object value(SqlType type, String text) {
    var schema = Schema.of(Column.of("x", type), Column.of("y", Scalar.STRING));
    return rows(schema, Map.of(), "x,y\n" + text + ",z\n").get(0).get(0);
  }

  private void refuses(SqlType type, String... texts) {
    var schema = Schema.of(Column.of("x", type), Column.of("y", Scalar.STRING));
    for (String text : texts) {
      assertThat(failure(csv(schema, Map.of(), "x,y\n" + text + ",z\n")))
          .as(text)
          .hasMessageContaining("line 2 of")
          .hasMessageContaining("the value of column 'x' is not a " + type.ddl());
    }
  }

  @Test
  void readsWholeNumbersAsSparkDoes() {
    assertThat(value(Scalar.INTEGER, "+5")).isEqualTo(5);
    assertThat(value(Scalar.INTEGER, "007")).isEqualTo(7);
    assertThat(value(Scalar.BYTE, "-128")).isEqualTo((byte) -128);
    assertThat(value(Scalar.LONG, "9223372036854775807")).isEqualTo(Long.MAX_VALUE);
    refuses(Scalar.INTEGER, " 12", "1.5", "1.0", "1e3", "0x10", "1_000", "2147483648", "+", "x");
    refuses(Scalar.SHORT, "32768");
  }

  @Test
  void readsRealNumbersAsSparkDoes() {
    assertThat(value(Scalar.DOUBLE, "1e3")).isEqualTo(1000.0);
    assertThat(value(Scalar.DOUBLE, ".5")).isEqualTo(0.5);
    assertThat(value(Scalar.DOUBLE, "12.50")).isEqualTo(12.5);
    assertThat(value(Scalar.DOUBLE, "NaN")).isEqualTo(Double.NaN);
    assertThat(value(Scalar.DOUBLE, "-Infinity")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(value(Scalar.FLOAT, "0.1")).isEqualTo(0.1f);
    assertThat(value(Scalar.FLOAT, "16777217")).isEqualTo(16777216f);
    refuses(Scalar.DOUBLE, "inf", "nan", "1_0.5", "1d");
    refuses(Scalar.FLOAT, "1e50");
    refuses(new Decimal(6, 2), " 4", "1_000", "\"1,000.5\"", "1e", ".");
    assertThat(value(new Decimal(6, 2), "1e2")).isEqualTo(money("100.00"));
  }

  @Test
  void readsTruthValuesAsSparkDoes() {
    assertThat(value(Scalar.BOOLEAN, "TRUE")).isEqualTo(true);
    assertThat(value(Scalar.BOOLEAN, "false")).isEqualTo(false);
    refuses(Scalar.BOOLEAN, "t", "1", "0", "yes", " true");
  }

  @Test
  void readsDatesAsSparkDoes() {
    assertThat(value(Scalar.DATE, "2024-05-15")).isEqualTo(day("2024-05-15"));
    assertThat(value(Scalar.DATE, "2024-5-1")).isEqualTo(day("2024-05-01"));
    assertThat(value(Scalar.DATE, " 2024-05-15 ")).isEqualTo(day("2024-05-15"));
    assertThat(value(Scalar.DATE, "2024-05-15 10:20:30")).isEqualTo(day("2024-05-15"));
    assertThat(value(Scalar.DATE, "2024")).isEqualTo(day("2024-01-01"));
    refuses(Scalar.DATE, "2024/05/15", "epoch", "infinity", "2024-02-30", "15-05-2024");
  }

  @Test
  void readsInstantsAsSparkDoes() {
    Instant expected = Instant.parse("2024-05-15T10:20:30Z");
    for (String text :
        List.of(
            "2024-05-15 10:20:30",
            "2024-05-15T10:20:30",
            "2024-05-15 10:20:30Z",
            "2024-05-15T12:20:30+02:00",
            "2024-05-15 12:20:30 Europe/Berlin",
            "2024-05-15T12:20:30+0200",
            "2024-05-15 10:20:30 UTC",
            "2024-05-15 12:20:30+2:00",
            "2024-05-15 12:20:30GMT+2")) {
      assertThat(value(Scalar.TIMESTAMP, text)).as(text).isEqualTo(expected);
    }
    assertThat(value(Scalar.TIMESTAMP, "2024-05-15"))
        .isEqualTo(Instant.parse("2024-05-15T00:00:00Z"));
    assertThat(value(Scalar.TIMESTAMP, "2024-5-1 1:2:3"))
        .isEqualTo(Instant.parse("2024-05-01T01:02:03Z"));
    assertThat(value(Scalar.TIMESTAMP, "2024-05-15 10:20:30.1234567"))
        .isEqualTo(Instant.parse("2024-05-15T10:20:30.123456Z"));
    refuses(
        Scalar.TIMESTAMP,
        "2024/05/15 10:20:30",
        "infinity",
        "epoch",
        "2024-05-15 24:00:00",
        "10:20:30");
  }

  @Test
  void takesTheEarlierInstantWhenClocksGoBackAsSparkDoes() {
    bench.close();
    bench =
        new Bench(
            folder, DuckDbOptions.defaults().withTimeZone(java.time.ZoneId.of("Europe/Berlin")));
    assertThat(value(Scalar.TIMESTAMP, "2024-10-27 02:30:00"))
        .isEqualTo(Instant.parse("2024-10-27T00:30:00Z"));
    assertThat(value(Scalar.TIMESTAMP, "2024-03-31 02:30:00"))
        .isEqualTo(Instant.parse("2024-03-31T01:30:00Z"));
    assertThat(value(Scalar.TIMESTAMP, "2024-07-01 12:00:00"))
        .isEqualTo(Instant.parse("2024-07-01T10:00:00Z"));
  }

  @Test
  void readsLocalTimesAsSparkDoes() {
    assertThat(value(Scalar.TIMESTAMP_NTZ, "2024-05-15 10:20:30.5"))
        .isEqualTo(LocalDateTime.parse("2024-05-15T10:20:30.5"));
    refuses(Scalar.TIMESTAMP_NTZ, "2024-05-15 10:20:30Z", "2024-05-15T10:20:30+02:00");
  }

  @Test
  void readsDatesInTheGivenPattern() {
    var schema = Schema.of(Column.of("d", Scalar.DATE), Column.of("t", Scalar.TIMESTAMP));
    assertThat(
            rows(
                schema,
                Map.of("dateformat", "dd/MM/yyyy", "timestampformat", "MM/dd/yyyy hh:mm a"),
                "d,t\n15/05/2024,05/15/2024 01:30 PM\n"))
        .containsExactly(List.of(day("2024-05-15"), Instant.parse("2024-05-15T13:30:00Z")));
    assertThat(failure(csv(schema, Map.of("dateformat", "dd/MM/yyyy"), "d,t\n31/02/2024,\n")))
        .hasMessageContaining("'d' is not a DATE");
  }

  @Test
  void namesTheLineOfTooFewAndTooManyFields() {
    assertThat(failure(csv(SALES, Map.of(), "id,amount,day\n\"a\nb\",1,2024-01-01\n\nc,1\n")))
        .hasMessage(
            "Cannot read line 5 of %s/in/f0.csv: it has 2 fields where 3 are expected", folder);
    assertThat(failure(csv(SALES, Map.of(), "id,amount,day\na,1,2024-01-01,x\n")))
        .hasMessageContaining("line 2 of")
        .hasMessageContaining("it has 4 fields where 3 are expected");
  }

  @Test
  void namesTheLineOfBrokenQuotes() {
    assertThat(failure(csv(SALES, Map.of(), "id,amount,day\na,1,\n\"b,1,\nc,1,\n")))
        .hasMessageContaining("line 3 of")
        .hasMessageContaining("a quote is opened and never closed");
    assertThat(failure(csv(SALES, Map.of(), "id,amount,day\n\"b\"x,1,\n")))
        .hasMessageContaining("line 2 of")
        .hasMessageContaining("text follows a closing quote");
  }

  @Test
  void namesTheLineOfBytesThatAreNoText() throws IOException {
    byte[] content = "id,amount,day\na,1,\nb?,1,\n".getBytes(ISO_8859_1);
    content[20] = (byte) 0xE9;
    assertThat(failure(csv(SALES, Map.of(), content, ".csv")))
        .hasMessageContaining("line 3 of")
        .hasMessageContaining("it is not valid UTF-8");
    assertThat(rows(csv(SALES, Map.of("encoding", "ISO-8859-1"), content, ".csv")).get(1).get(0))
        .isEqualTo("bé");
  }

  @Test
  void keepsMalformedRowsWithWhatDidNotFit() {
    String content =
        "id,amount,day\na,x,2024-01-01\nb,1\nc,1,2024-01-01,extra\n\"d,1,\ne,2,nope\nf,3,2024-01-03\n";
    String file = "\"_file_path\":\"" + folder + "/in/f0.csv\"";
    assertThat(rows(RESCUING, RESCUE, content))
        .containsExactly(
            asList("a", null, day("2024-01-01"), "{\"amount\":\"x\"," + file + ",\"_line\":2}"),
            asList("b", money("1.00"), null, "{\"_record\":\"b,1\"," + file + ",\"_line\":3}"),
            asList(
                "c",
                money("1.00"),
                day("2024-01-01"),
                "{\"_record\":\"c,1,2024-01-01,extra\"," + file + ",\"_line\":4}"),
            asList(null, null, null, "{\"_record\":\"\\\"d,1,\"," + file + ",\"_line\":5}"),
            asList("e", money("2.00"), null, "{\"day\":\"nope\"," + file + ",\"_line\":6}"),
            asList("f", money("3.00"), day("2024-01-03"), null));
  }

  @Test
  void dropsMalformedRowsOnlyWhenAsked() {
    String content = "id,amount,day\na,x,2024-01-01\nb,1\nf,3,2024-01-03\n";
    assertThat(rows(SALES, Map.of("mode", "DropMalformed"), content))
        .containsExactly(List.of("f", money("3.00"), day("2024-01-03")));
    assertThat(rows(SALES, Map.of("mode", "permissive"), content))
        .containsExactly(
            asList("a", null, day("2024-01-01")),
            asList("b", money("1.00"), null),
            asList("f", money("3.00"), day("2024-01-03")));
  }

  @Test
  void readsByteOrderMarksLineEndsAndCompression() throws IOException {
    String content = "id,amount,day\r\na,1,2024-01-01\r\n\"b\r\nc\",2,\r\n";
    var expected =
        List.of(
            asList("a", money("1.00"), day("2024-01-01")), asList("b\r\nc", money("2.00"), null));
    assertThat(rows(SALES, Map.of(), content)).isEqualTo(expected);
    assertThat(rows(SALES, Map.of(), "\uFEFF" + content)).isEqualTo(expected);
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(content.getBytes(ISO_8859_1));
    }
    assertThat(rows(csv(SALES, Map.of(), packed.toByteArray(), ".csv.gz"))).isEqualTo(expected);
    assertThat(rows(csv(SALES, Map.of("encoding", "UTF-16"), content.getBytes(UTF_16), ".csv")))
        .isEqualTo(expected);
    assertThat(rows(SALES, Map.of(), "id,amount,day\ra,1,2024-01-01\r"))
        .isEqualTo(expected.subList(0, 1));
    assertThat(rows(SALES, Map.of(), "id,amount,day\na,1,2024-01-01"))
        .isEqualTo(expected.subList(0, 1));
  }

  @Test
  void readsZstandard() {
    Path file = folder.resolve("in/z.csv.zst");
    bench.file("in/plain.csv", "");
    bench.files.delete(folder.resolve("in/plain.csv").toUri());
    var compressor = new io.airlift.compress.zstd.ZstdCompressor();
    byte[] plain = "id,amount,day\na,1,2024-01-01\n".getBytes(ISO_8859_1);
    byte[] packed = new byte[compressor.maxCompressedLength(plain.length)];
    int size = compressor.compress(plain, 0, plain.length, packed, 0, packed.length);
    assertThat(rows(csv(SALES, Map.of(), java.util.Arrays.copyOf(packed, size), ".csv.zst")))
        .containsExactly(asList("a", money("1.00"), day("2024-01-01")));
    assertThat(file).doesNotExist();
  }

  @Test
  void readsEmptyFilesAsNoRows() {
    assertThat(rows(SALES, Map.of(), "")).isEmpty();
    assertThat(rows(SALES, Map.of(), "id,amount,day")).isEmpty();
    assertThat(rows(SALES, Map.of(), "id,amount,day\n\n")).isEmpty();
  }

  @Test
  void readsFilesWithoutHeaderByPosition() {
    assertThat(rows(SALES, Map.of("header", "false"), "a,1,2024-01-01\nb,2,\n"))
        .containsExactly(
            List.of("a", money("1.00"), day("2024-01-01")), asList("b", money("2.00"), null));
  }

  @Test
  void readsOtherDelimitersQuotesEscapesAndComments() {
    assertThat(rows(SALES, Map.of("sep", "\\t"), "id\tamount\tday\na,b\t1\t\n").get(0))
        .isEqualTo(asList("a,b", money("1.00"), null));
    assertThat(rows(SALES, Map.of("delimiter", "||"), "id||amount||day\na|b||1||\n").get(0))
        .isEqualTo(asList("a|b", money("1.00"), null));
    assertThat(rows(SALES, Map.of("escape", "\\"), "id,amount,day\n\"a\\\"b\\\\c\\d\",1,\n").get(0))
        .isEqualTo(asList("a\"b\\c\\d", money("1.00"), null));
    assertThat(rows(SALES, Map.of("comment", "#"), "# made by hand\nid,amount,day\n#x\na#b,1,\n"))
        .containsExactly(asList("a#b", money("1.00"), null));
    assertThat(rows(SALES, Map.of("skiprows", "2"), "report\n\nid,amount,day\na,1,\n"))
        .containsExactly(asList("a", money("1.00"), null));
    assertThat(rows(SALES, Map.of("quote", ""), "id,amount,day\n\"a,1,\n").get(0).get(0))
        .isEqualTo("\"a");
    assertThat(rows(SALES, Map.of("quote", "'"), "id,amount,day\n'a,''b',1,\n").get(0).get(0))
        .isEqualTo("a,'b");
    assertThat(
            rows(
                SALES,
                Map.of("ignoreleadingwhitespace", "true", "ignoretrailingwhitespace", "true"),
                "id,amount,day\n a , 1 , \n"))
        .containsExactly(asList("a", money("1.00"), null));
  }

  @Test
  void readsSingleColumns() {
    var schema = Schema.of(Column.of("x", Scalar.STRING));
    assertThat(rows(schema, Map.of(), "x\na\n\nb\n")).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void namesAnUnknownOptionAndTheNearest() {
    assertThatThrownBy(() -> rows(SALES, Map.of("heade", "true"), "id\n"))
        .hasMessage("Cannot read CSV files: there is no option 'heade'")
        .extracting(e -> ((PerigonException) e).remedy())
        .isEqualTo("Did you mean 'header'?");
  }
}
