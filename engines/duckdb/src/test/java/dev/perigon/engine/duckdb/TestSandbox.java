package dev.perigon.engine.duckdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.engine.Rows;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.query.SparkQuery;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TestSandbox {
  private static final Schema ANY = Schema.of(Column.of("x", Scalar.LONG));

  @TempDir Path folder;
  @TempDir Path outside;
  private Bench bench;

  @BeforeEach
  void open() throws IOException {
    Files.writeString(outside.resolve("secret.csv"), "x\n42\n");
    Files.createSymbolicLink(folder.resolve("link"), outside);
    bench = new Bench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "FROM read_csv('OUT/secret.csv')",
        "FROM 'OUT/secret.csv'",
        "FROM read_text('OUT/secret.csv')",
        "SELECT count(*) FROM read_blob('/etc/passwd')",
        "FROM read_csv('IN/link/secret.csv')",
        "FROM read_csv('IN/../NAME/secret.csv')",
        "FROM glob('OUT/*')",
      })
  void readsNoFileOutsideTheDeclaredFolders(String sql) {
    String attack =
        sql.replace("OUT", outside.toString())
            .replace("IN", folder.toString())
            .replace("NAME", outside.getFileName().toString());
    assertThatThrownBy(() -> bench.rows(attack, ANY))
        .isInstanceOf(PerigonException.class)
        .hasMessage("Cannot run the query: it touches a file outside the declared folders")
        .extracting(e -> ((PerigonException) e).code())
        .isEqualTo(ErrorCode.FILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "csv", "json", "parquet"})
  void readersOfSourceFilesStayInTheDeclaredFoldersToo(String format) throws IOException {
    Schema schema = Schema.of(Column.of(format.equals("text") ? "value" : "x", Scalar.STRING));
    Files.writeString(outside.resolve("secret.txt"), "secret\n");
    for (Path path : List.of(outside.resolve("secret.txt"), folder.resolve("link/secret.txt"))) {
      StoredFile file = new StoredFile(path.toUri(), Files.size(path), 0);
      // An escape that is no quote is read by Java's own reader.
      Map<String, String> options = format.equals("csv") ? Map.of("escape", "\\") : Map.of();
      assertThatThrownBy(
              () -> bench.rows("FROM input_0", schema, Bench.source(format, options, schema, file)))
          .isInstanceOf(PerigonException.class)
          .hasMessage("Cannot run the query: it touches a file outside the declared folders");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SET enable_external_access = true",
        "SET allowed_directories = ['/']",
        "SET memory_limit = '100GB'",
        "SET lock_configuration = false",
        "INSTALL httpfs",
        "LOAD httpfs",
        "COPY (SELECT 1) TO 'OUT/stolen.csv'",
        "ATTACH 'OUT/stolen.db'",
      })
  void canBeUnlockedByNoStatement(String sql) {
    assertThatThrownBy(() -> bench.rows(sql.replace("OUT", outside.toString()), ANY))
        .isInstanceOf(RuntimeException.class);
    assertThat(outside.resolve("stolen.csv")).doesNotExist();
    assertThat(outside.resolve("stolen.db")).doesNotExist();
    assertThatThrownBy(() -> bench.rows("FROM read_text('/etc/passwd')", ANY))
        .hasMessageContaining("outside the declared folders");
  }

  @Test
  void readsNothingThroughTheScanFunctionButItsOwnScans() {
    assertThatThrownBy(() -> bench.rows("SELECT 1 FROM perigon_scan(1)", ANY))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void readsFoldersThatAreReachedThroughALink() throws IOException {
    Path real = Files.createDirectory(outside.resolve("real"));
    Path link = Files.createSymbolicLink(outside.resolve("alias"), real);
    try (var linked = new Bench(link)) {
      var written = linked.write("t", "SELECT 5", ANY);
      assertThat(linked.rows("FROM input_0", ANY, Bench.delta(written, ANY)))
          .containsExactly(List.of(5L));
    }
  }

  @Test
  void saysWhatIsUnsupportedAndWhere() {
    var origin = new Origin("facts/sales.sql", 7, 3);
    var query =
        new AnalyzedQuery(
            new SqlText("select", origin),
            ANY,
            List.of(),
            List.of(),
            new Rendering.Unsupported("function xpath", origin),
            SparkQuery.of("select"));
    var bound = new dev.perigon.engine.BoundQuery(query, List.of(), Instant.EPOCH);
    assertThatThrownBy(() -> bench.engine.read(bound))
        .hasMessage(
            "Cannot run the query at facts/sales.sql:7:3 on the embedded engine: it does not know"
                + " function xpath")
        .extracting(e -> ((PerigonException) e).remedy())
        .isEqualTo("Run it with '--engine spark', or say it another way");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SELECT CAST(s AS INTEGER) FROM (VALUES ('secret-4711')) t(s)",
        "SELECT CAST(i AS TINYINT) FROM (VALUES (4711)) t(i)",
        "SELECT i * 4711::BIGINT FROM (VALUES (9223372036854775807)) t(i)",
        "SELECT CAST(s AS DECIMAL(5,2)) FROM (VALUES ('4711471147')) t(s)",
        "SELECT CAST(s AS DATE) FROM (VALUES ('4711-47-11')) t(s)",
        "SELECT error('it is 4711')",
      })
  void keepsValuesOutOfMessages(String sql) {
    assertThatThrownBy(() -> bench.rows(sql, ANY))
        .isInstanceOf(PerigonException.class)
        .hasMessageStartingWith("Cannot run the query: ")
        .satisfies(
            e -> {
              var text = new java.io.StringWriter();
              e.printStackTrace(new java.io.PrintWriter(text));
              assertThat(text.toString()).doesNotContain("4711");
            });
  }

  @Test
  void namesTypesAsSparkDoes() {
    for (var type : java.util.Map.of("INTEGER", "INT", "BIGINT", "BIGINT").entrySet()) {
      String sql = "SELECT CAST(s AS %s) FROM (VALUES ('x')) t(s)".formatted(type.getKey());
      assertThatThrownBy(() -> bench.rows(sql, ANY))
          .hasMessageStartingWith(
              "Cannot run the query: Could not convert string (a value) to "
                  + type.getValue()
                  + " ");
    }
  }

  @Test
  void stopsWhenItsThreadIsInterrupted() throws InterruptedException {
    var failure = new AtomicReference<Throwable>();
    var started = new CountDownLatch(1);
    var thread =
        new Thread(
            () -> {
              started.countDown();
              try {
                bench.write(
                    "t",
                    "SELECT sum(a.i * b.i) FROM range(1000000) a(i), range(1000000) b(i)",
                    ANY);
              } catch (RuntimeException e) {
                failure.set(e);
              }
            });
    thread.start();
    started.await();
    thread.interrupt();
    thread.join(30_000);
    assertThat(thread.isAlive()).isFalse();
    assertThat(failure.get()).hasMessage("Cannot finish the query: it was cancelled");
    assertThat(bench.rows("SELECT 1::BIGINT", ANY)).containsExactly(List.of(1L));
  }

  @Test
  void streamsResultsAndMayBeClosedEarly() {
    try (Rows rows =
        bench.engine.read(Bench.query("SELECT i FROM range(1000000000000) t(i)", ANY))) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.value(0)).isEqualTo(0L);
    }
  }

  @Test
  void saysThatMemoryIsShort() {
    try (var small =
        new Bench(
            folder.resolve("small"),
            DuckDbOptions.defaults().withThreads(1).withMemoryBytes(20L << 20))) {
      String sql =
          "SELECT len(string_agg(i::VARCHAR || repeat('x', 100), ',')) FROM range(2000000) t(i)";
      assertThatThrownBy(() -> small.write("t", sql, ANY))
          .isInstanceOf(PerigonException.class)
          .extracting(e -> ((PerigonException) e).code())
          .isEqualTo(ErrorCode.RESOURCES);
    }
  }

  @Test
  void usesTheClockOfTheQuery() {
    assertThat(
            bench.rows("SELECT getvariable('as_of')", Schema.of(Column.of("t", Scalar.TIMESTAMP))))
        .containsExactly(List.of(Bench.AS_OF));
  }
}
