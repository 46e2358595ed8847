package dev.perigon.engine.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.files.Compression;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file's last line is read however long it is. */
final class TestLastLine {
  private static final int MB = 1 << 20;
  private static final Schema ROW =
      Schema.of(Column.of("id", Scalar.LONG), Column.of("name", Scalar.STRING));
  private static final Schema ANSWER =
      Schema.of(Column.of("n", Scalar.LONG), Column.of("most", Scalar.LONG));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"40, .csv", "40, .csv.gz", "12, .csv", "1, .csv"})
  void isNotLost(int megabytes, String end) throws IOException {
    byte[] text = ("id,name\n1,a\n2," + "x".repeat(megabytes * MB) + "\n").getBytes(UTF_8);
    try (Bench bench = new Bench(folder)) {
      var file = bench.file("in" + end, end.endsWith(".gz") ? packed(text) : text);
      var source = Bench.source("csv", Map.of("header", "true"), ROW, file);
      List<Object> all = List.of(2L, (long) megabytes * MB);
      String sql = "SELECT count(*), max(length(name)) FROM input_0";
      assertThat(bench.rows(sql, ANSWER, source)).containsExactly(all);
      var written = bench.engine.write(Bench.query(sql, ANSWER, source), bench.to("t", ANSWER));
      assertThat(bench.rows("FROM input_0", ANSWER, Bench.delta(written, ANSWER)))
          .containsExactly(all);
    }
  }

  private static byte[] packed(byte[] text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text);
    }
    return bytes.toByteArray();
  }

  @Test
  void isMeasuredWhateverEndsIt() throws IOException {
    String line = "x".repeat(9 * MB);
    for (String end : List.of("", "\n", "\r\n", "\r")) {
      check("a\nb" + end, false);
      check(line + "\nb" + end, false);
      check(line + "\n" + line.substring(0, 7 * MB) + end, false);
      check("a\r\n" + line + end, true);
      check(line + end, true);
    }
    check("", false);
    check("\n", false);
  }

  private void check(String text, boolean isLong) throws IOException {
    Path file = Files.writeString(folder.resolve("lines"), text);
    var content = new ByteArrayInputStream(text.getBytes(UTF_8));
    assertThat(LastLine.isLong(file, Compression.NONE, content)).isEqualTo(isLong);
    assertThat(LastLine.isLong(file, Compression.GZIP, content)).isEqualTo(isLong);
  }
}
