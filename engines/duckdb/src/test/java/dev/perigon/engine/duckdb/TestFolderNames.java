package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.Slice;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Homes and data folders of any name, beside others that a pattern of that name would find. */
final class TestFolderNames {
  private static final Schema ANY = Schema.of(Column.of("x", Scalar.LONG));
  private static final Schema TEXT = Schema.of(Column.of("value", Scalar.STRING));

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b", "a%20b", "a#b", "a{b}", "a'b", "a\"b", "a;b", "a:b", "x=7", "-a", "ü日本", "$a", "a&b",
        "a,b", "~a"
      })
  void areReadAndWritten(String name) throws IOException {
    try (Bench decoy = new Bench(Files.createDirectory(folder.resolve("ab")))) {
      decoy.file("in.csv", "x\n9\n");
      decoy.file("in.json", "{\"x\": 9}");
      decoy.file("in.txt", "9");
    }
    try (Bench bench = new Bench(Files.createDirectory(folder.resolve(name)))) {
      var table = bench.write("t", "SELECT 5", ANY);
      assertThat(bench.rows("FROM input_0", ANY, Bench.delta(table, ANY)))
          .containsExactly(List.of(5L));
      StoredFile csv = bench.file("in.csv", "x\n5\n");
      Slice comma = Bench.source("csv", Map.of("header", "true"), ANY, csv);
      assertThat(bench.rows("FROM input_0", ANY, comma)).containsExactly(List.of(5L));
      Slice json = Bench.source("json", Map.of(), ANY, bench.file("in.json", "{\"x\": 5}"));
      assertThat(bench.rows("FROM input_0", ANY, json)).containsExactly(List.of(5L));
      Slice text = Bench.source("text", Map.of(), TEXT, bench.file("in.txt", "5"));
      assertThat(bench.rows("FROM input_0", TEXT, text)).containsExactly(List.of("5"));
      StoredFile written = bench.files.find(table.files().get(0).location()).orElseThrow();
      Slice parquet = Bench.source("parquet", Map.of(), ANY, written);
      assertThat(bench.rows("FROM input_0", ANY, parquet)).containsExactly(List.of(5L));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a?b", "a*b", "a[b]", "**"})
  void thatAreAPatternToTheEngineAreRefused(String name) throws IOException {
    try (Bench bench = new Bench(Files.createDirectory(folder.resolve(name)))) {
      Slice table = Bench.delta(bench.write("t", "SELECT 5", ANY), ANY);
      assertThatThrownBy(() -> bench.rows("FROM input_0", ANY, table))
          .hasMessage(
              "Cannot read files below a folder with *, ? or [ in its name: the embedded engine"
                  + " takes it for a pattern");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a?b", "a*b", "a[b]", "x=7"})
  void filesOfAnyNameAreReadBesideOthers(String name) {
    try (Bench bench = new Bench(folder)) {
      bench.file("t/ab.json", "{\"x\": 9}");
      StoredFile file = bench.file("t/" + name + ".json", "{\"x\": 5}");
      assertThat(bench.rows("FROM input_0", ANY, Bench.source("json", Map.of(), ANY, file)))
          .containsExactly(List.of(5L));
    }
  }
}
