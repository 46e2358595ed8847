package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.WrittenFiles;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables' files whose footer is right, and what it leads to is not. */
class TestDamagedFiles {
  private static final Schema WORDS = Schema.of(Column.of("word", Scalar.STRING));

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

  private void fails(String name, long from, String message) throws IOException {
    WrittenFiles words =
        bench.write(name, "SELECT range::VARCHAR AS word FROM range(50000)", WORDS);
    Bench.damage(words, from, 500);
    assertThatThrownBy(
            () ->
                bench.rows(
                    "SELECT max(md5(word)) AS word FROM input_0", WORDS, Bench.delta(words, WORDS)))
        .isInstanceOfSatisfying(
            PerigonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FILE))
        .hasMessageContaining(message);
  }

  @Test
  void pagesWithoutAHeader() throws IOException {
    fails("header", 4, "Cannot read a Parquet file: it is damaged");
  }

  @Test
  void pagesThatCannotBeUnpacked() throws IOException {
    fails("page", 4096, "part-");
  }
}
