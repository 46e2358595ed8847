package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.sql.error.PerigonException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** A project that a test writes, run by both engines over files that keep arriving. */
final class Feed implements AutoCloseable {
  private static final Instant AS_OF = Instant.parse("2025-10-09T00:00:00Z");

  private final Path root;
  private final Map<Run.By, Run> runs = new EnumMap<>(Run.By.class);

  Feed(Path root) {
    this.root = root;
    write(root.resolve("project/perigon.yml"), bytes("name: feed\nlayers: [sources]\n"));
    create(data());
  }

  Path data() {
    return root.resolve("data");
  }

  /** Adds or changes a dataset. */
  Feed sql(String name, String text) {
    write(root.resolve("project/sources/" + name + ".sql"), bytes(text));
    close();
    return this;
  }

  Feed file(String name, String text) {
    write(data().resolve(name), bytes(text));
    return this;
  }

  Feed packed(String name, String text) {
    var packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    write(data().resolve(name), packed.toByteArray());
    return this;
  }

  /** A folder with the rows of a query. */
  Feed parquet(String folder, String sql) {
    by(Run.By.DUCKDB).write(sql, data().resolve(folder));
    return this;
  }

  Feed aged(String name, Instant modified) {
    try {
      Files.setLastModifiedTime(data().resolve(name), FileTime.from(modified));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Run by(Run.By engine) {
    return runs.computeIfAbsent(
        engine,
        by ->
            new Run(
                by,
                Project.load(root.resolve("project"), Map.of()),
                data(),
                root.resolve("home-" + by),
                AS_OF));
  }

  static DatasetResult dataset(UpdateResult result, String table) {
    return result.datasets().stream()
        .filter(dataset -> dataset.name().table().equals(table))
        .findFirst()
        .orElseThrow();
  }

  /** One update by each engine; both do the same. */
  UpdateResult run() {
    UpdateResult embedded = by(Run.By.DUCKDB).run();
    UpdateResult spark = by(Run.By.SPARK).run();
    for (int i = 0; i < embedded.datasets().size(); i++) {
      assertThat(spark.datasets().get(i).rows())
          .as("rows by Spark of %s", embedded.datasets().get(i).name())
          .isEqualTo(embedded.datasets().get(i).rows());
      assertThat(spark.datasets().get(i).expectations())
          .isEqualTo(embedded.datasets().get(i).expectations());
    }
    return embedded;
  }

  /** How an update fails, alike by both engines. */
  PerigonException failure() {
    PerigonException embedded = failure(Run.By.DUCKDB);
    assertThat(failure(Run.By.SPARK)).hasMessage(embedded.getMessage());
    return embedded;
  }

  private PerigonException failure(Run.By engine) {
    return catchThrowableOfType(PerigonException.class, () -> by(engine).run());
  }

  /** What both engines answer: each row as text, sorted. */
  List<String> rows(String sql) {
    Table embedded = by(Run.By.DUCKDB).query(sql);
    embedded.assertSameAs(by(Run.By.SPARK).query(sql), sql);
    return embedded.rows().stream()
        .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining("|")))
        .sorted()
        .toList();
  }

  /** The columns of a table, alike in both homes. */
  String columns(String table) {
    String embedded = by(Run.By.DUCKDB).query("select * from " + table).schema().ddl();
    assertThat(by(Run.By.SPARK).query("select * from " + table).schema().ddl()).isEqualTo(embedded);
    return embedded;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, byte[] content) {
    create(file.getParent());
    try {
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    runs.values().forEach(Run::close);
    runs.clear();
  }
}
