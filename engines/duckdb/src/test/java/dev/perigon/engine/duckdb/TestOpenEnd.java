package dev.perigon.engine.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.Slice;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JSON file that was cut off is refused, beside other files too. */
final class TestOpenEnd {
  private static final Schema ROW =
      Schema.of(Column.of("id", Scalar.LONG), Column.of("name", Scalar.STRING));

  /** DuckDB alone misses the cut in half of all reads and in one of fifty writes. */
  private static final int TIMES = 20;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {".json", ".json.gz"})
  void isRefusedEveryTime(String end) throws IOException {
    try (Bench bench = new Bench(folder)) {
      String good = "{\"id\": 1, \"name\": \"a\"}\n";
      var cut = bench.file("a" + end, packed(good.repeat(4) + "{\"id\": 2, \"na", end));
      var whole = bench.file("b" + end, packed("[{\"id\": 3}]\n", end));
      Slice source = Bench.source("json", Map.of(), ROW, cut, whole);
      for (int i = 0; i < TIMES; i++) {
        String table = "t" + i;
        assertThatThrownBy(() -> bench.rows("FROM input_0", ROW, source))
            .isInstanceOf(PerigonException.class)
            .hasMessageContaining("it is not valid JSON");
        assertThatThrownBy(
                () ->
                    bench.engine.write(
                        Bench.query("FROM input_0", ROW, source), bench.to(table, ROW)))
            .isInstanceOf(PerigonException.class)
            .hasMessageContaining("it is not valid JSON");
      }
    }
  }

  private static byte[] packed(String text, String end) throws IOException {
    if (!end.endsWith(".gz")) {
      return text.getBytes(UTF_8);
    }
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }
}
