package dev.perigon.engine.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files cut into parts at any byte: every row once, or a refusal, never anything else. */
final class TestSourceParts {
  private static final Schema TWO =
      Schema.of(Column.of("a", Scalar.STRING), Column.of("b", Scalar.INTEGER));
  private static final Map<String, String> HEADER = Map.of("header", "true");

  private static StoredFile file(String content) {
    return new StoredFile(
        URI.create("file:/data/f.csv"), content.getBytes(StandardCharsets.UTF_8).length, 0);
  }

  private static SourceReader reader(
      String format, Map<String, String> options, Schema schema, String content) {
    return new SourceReader(
        new SourceFiles(format, options, schema, List.of()),
        ZoneOffset.UTC,
        file -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<List<Object>> rows(SourceRows open) throws IOException {
    var all = new ArrayList<List<Object>>();
    try (SourceRows rows = open) {
      for (Object[] row = rows.next(); row != null; row = rows.next()) {
        all.add(Arrays.asList(row));
      }
    }
    return all;
  }

  /** Cuts {@code content} at every two bytes; how often the three parts could be read. */
  private static int cutEverywhere(
      String format, Map<String, String> options, Schema schema, String content)
      throws IOException {
    SourceReader reader = reader(format, options, schema, content);
    StoredFile file = file(content);
    assertThat(reader.isDivisible(file)).isTrue();
    List<List<Object>> whole = rows(reader.open(file));
    int read = 0;
    for (long first = 1; first < file.size(); first++) {
      for (long second = first + 1; second < file.size(); second++) {
        var parts = new ArrayList<List<Object>>();
        try {
          parts.addAll(rows(reader.open(file, 0, first)));
          parts.addAll(rows(reader.open(file, first, second)));
          parts.addAll(rows(reader.open(file, second, file.size())));
        } catch (IndivisibleException e) {
          continue;
        }
        assertThat(parts).as("cut at %d and %d", first, second).isEqualTo(whole);
        read++;
      }
    }
    return read;
  }

  private static int cuts(String content) {
    int size = content.getBytes(StandardCharsets.UTF_8).length;
    return (size - 1) * (size - 2) / 2;
  }

  @Test
  void plainFilesCanBeCutAnywhere() throws IOException {
    for (String end : List.of("\n", "\r\n", "\r")) {
      String content = String.join(end, "a,b", "é,1", "", "\"x,\"\"y\",2", ",3", "z,4") + end;
      assertThat(cutEverywhere("csv", HEADER, TWO, content))
          .as("line ends of %d bytes", end.length())
          .isEqualTo(cuts(content));
    }
  }

  @Test
  void aCutWithinAQuotedLineBreakIsRefused() throws IOException {
    String content = "a,b\n\"x\n,1\ny\",2\nz,3\n";
    int read = cutEverywhere("csv", HEADER, TWO, content);
    assertThat(read).isBetween(1, cuts(content) - 1);
    StoredFile file = file(content);
    SourceReader reader = reader("csv", HEADER, TWO, content);
    assertThatThrownBy(() -> rows(reader.open(file, 0, 5)))
        .isInstanceOf(IndivisibleException.class)
        .hasMessageContaining("/data/f.csv");
  }

  @Test
  void aMalformedValueIsRefusedBecauseItsLineIsNotKnown() {
    String content = "a,b\nx,1\ny,secret\n";
    SourceReader reader = reader("csv", HEADER, TWO, content);
    assertThatThrownBy(() -> rows(reader.open(file(content), 5, 99)))
        .isInstanceOf(IndivisibleException.class)
        .hasMessageNotContaining("secret");
  }

  @Test
  void jsonLinesCanBeCutAnywhereAndOtherJsonNowhereWrongly() throws IOException {
    String lines = "{\"a\":\"é\",\"b\":1}\n\n{\"b\":2}\r\nnull\n{\"a\":\"x\\n\",\"b\":3}";
    assertThat(cutEverywhere("json", Map.of(), TWO, lines)).isEqualTo(cuts(lines));
    cutEverywhere("json", Map.of(), TWO, "{\"a\":\n\"x\",\n\"b\":1}\n{\n\"b\":2\n}\n");
    cutEverywhere("json", Map.of(), TWO, "[{\"b\":1},\n{\"b\":2},\n{\"b\":3}\n]\n");
  }

  @Test
  void textCanBeCutAnywhere() throws IOException {
    String content = "one\n\n\r\ntwo\rthree\r\n\r\nfour";
    Schema value = Schema.of(Column.of("value", Scalar.STRING));
    assertThat(cutEverywhere("text", Map.of(), value, content)).isEqualTo(cuts(content));
  }

  @Test
  void filesThatOnlyReadAsAWholeSaySo() {
    String content = "a,b\nx,1\n";
    for (Map<String, String> option :
        List.of(
            Map.of("rescueddatacolumn", "_r"),
            Map.of("rescueddatacolumn", "_r", "mode", "FAILFAST"),
            Map.of("mode", "PERMISSIVE"),
            Map.of("mode", "DROPMALFORMED"),
            Map.of("skiprows", "1"),
            Map.of("encoding", "UTF-16"))) {
      assertThat(reader("csv", option, TWO, content).isDivisible(file(content)))
          .as(option.toString())
          .isFalse();
    }
    var packed = new StoredFile(URI.create("file:/data/f.csv.gz"), 10, 0);
    assertThat(reader("csv", HEADER, TWO, content).isDivisible(packed)).isFalse();
  }
}
