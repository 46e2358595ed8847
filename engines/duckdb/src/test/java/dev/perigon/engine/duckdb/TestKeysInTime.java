package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.Slice;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Where keys begin with a time, to look for new ones does not read files of other times: it works
 * although what is in these can no longer be read.
 */
class TestKeysInTime {
  private static final Schema KEYS = Schema.of(Column.of("key", Scalar.BINARY));
  private static final Schema COUNT = Schema.of(Column.of("n", Scalar.LONG));
  private static final int MANY = 5000;

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

  /** As {@code record_key} of the telco project: a second and a part of an MD5. */
  private WrittenFiles keys(String name, long second, int count) {
    String key =
        "unhex(concat(printf('%%08x', %d + range // 100), substr(md5(range::VARCHAR), 9)))"
            .formatted(second);
    return bench.write(name, "SELECT %s AS key FROM range(%d)".formatted(key, count), KEYS);
  }

  private long known(WrittenFiles news, WrittenFiles... before) {
    List<Slice> slices =
        List.of(
            Bench.delta(news, KEYS),
            Bench.delta(
                new WrittenFiles(
                    List.of(before).stream().flatMap(w -> w.files().stream()).toList(), 0),
                KEYS));
    String sql = "SELECT count(*) AS n FROM input_0 SEMI JOIN input_1 USING (key)";
    return (long) bench.rows(sql, COUNT, slices.toArray(Slice[]::new)).get(0).get(0);
  }

  @Test
  void filesOfOtherTimesAreNotRead() throws IOException {
    WrittenFiles lastMonth = keys("old", 1_764_000_000, MANY);
    WrittenFiles today = keys("today", 1_767_000_000, MANY);
    WrittenFiles news = keys("news", 1_767_000_000, 300);
    WrittenFiles late = keys("late", 1_764_000_000, 200);
    assertThat(known(news, lastMonth, today)).isEqualTo(300);
    assertThat(known(late, lastMonth, today)).isEqualTo(200);
    Bench.damage(lastMonth, 4, MANY);
    assertThat(known(news, lastMonth, today)).isEqualTo(300);
    assertThatThrownBy(() -> known(late, lastMonth, today))
        .isInstanceOf(PerigonException.class)
        .hasMessageContaining("damaged");
  }
}
