package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.SourceFiles;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random source files give the same rows, or the same complaint, on both engines. */
final class TestSources {
  @TempDir private Path folder;
  private Pair engines;

  @BeforeEach
  void open() {
    engines = new Pair(folder, ZoneId.of("Europe/Berlin"));
  }

  @AfterEach
  void close() {
    engines.close();
  }

  @Test
  void csvFilesAreTheSame() {
    agree(RandomCsv::files, 150);
  }

  @Test
  void jsonFilesAreTheSame() {
    agree(RandomJson::files, 80);
  }

  @Test
  @Tag("long")
  void manyCsvFilesAreTheSame() {
    agree(RandomCsv::files, 2_000);
  }

  @Test
  @Tag("long")
  void manyJsonFilesAreTheSame() {
    agree(RandomJson::files, 1_000);
  }

  private void agree(Function<Random, RandomFiles> generator, int count) {
    long seed = Long.getLong("seed", System.nanoTime());
    System.out.println("seed " + seed);
    var random = new Random(seed);
    int read = 0;
    for (int i = 0; i < count; i++) {
      RandomFiles files = generator.apply(random);
      SourceFiles source = files.writeTo(folder.resolve("in/" + i));
      Object embedded = answer(Run.By.DUCKDB, source);
      Object spark = answer(Run.By.SPARK, source);
      assertThat(spark).as("seed %d, number %d: %s", seed, i, files).isEqualTo(embedded);
      read += embedded instanceof List ? 1 : 0;
    }
    assertThat(read)
        .as("read without a complaint, seed " + seed)
        .isBetween(count / 5, count * 9 / 10);
  }

  private Object answer(Run.By by, SourceFiles source) {
    try {
      return engines.read(by, "select * from t", Map.of("t", source)).rows().stream()
          .map(row -> row.stream().map(TestSources::text).toList().toString())
          .sorted()
          .toList();
    } catch (PerigonException e) {
      return e.code() + ": " + e.getMessage();
    }
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes ? Arrays.toString(bytes) : String.valueOf(value);
  }
}
