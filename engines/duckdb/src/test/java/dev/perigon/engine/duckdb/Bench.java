package dev.perigon.engine.duckdb;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Destination;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.SparkQuery;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An engine on one folder, with hand-written queries. */
final class Bench implements AutoCloseable {
  static final Instant AS_OF = Instant.parse("2025-10-09T00:00:00Z");

  final Path folder;
  final LocalFiles files;
  final DuckDbEngine engine;

  Bench(Path folder) {
    this(folder, DuckDbOptions.defaults().withThreads(2).withMemoryBytes(1L << 30));
  }

  Bench(Path folder, DuckDbOptions options) {
    this.folder = folder;
    this.files = new LocalFiles(folder.resolve("remote"), folder.resolve("cache"));
    this.engine =
        DuckDbEngine.open(
            options
                .withSpillFolder(folder.resolve("spill"))
                .withAllowedFolders(List.of(folder.toUri())),
            files);
  }

  /** A query over {@code slices} whose DuckDB text is {@code sql}. */
  static BoundQuery query(String sql, Schema schema, Slice... slices) {
    return query(new Rendering.Sql(sql), schema, slices);
  }

  private static BoundQuery query(Rendering.Sql sql, Schema schema, Slice... slices) {
    var inputs = new ArrayList<AnalyzedQuery.Input>();
    for (Slice slice : slices) {
      Relation relation =
          new Relation.Files("x", "csv", Map.of(), false, Origin.startOf("query.sql"));
      inputs.add(new AnalyzedQuery.Input(relation, slice.schema()));
    }
    var text = new SqlText("select", Origin.startOf("query.sql"));
    return new BoundQuery(
        new AnalyzedQuery(text, schema, inputs, List.of(), sql, SparkQuery.of("")),
        List.of(slices),
        AS_OF);
  }

  List<List<Object>> rows(String sql, Schema schema, Slice... slices) {
    return drain(engine.read(query(sql, schema, slices)));
  }

  static List<List<Object>> drain(Rows open) {
    var all = new ArrayList<List<Object>>();
    try (Rows rows = open) {
      while (rows.next()) {
        var row = new ArrayList<Object>();
        for (int i = 0; i < rows.schema().columns().size(); i++) {
          row.add(rows.value(i));
        }
        all.add(row);
      }
    }
    return all;
  }

  /** Writes {@code sql}'s rows as a table in {@code folder/name}. */
  WrittenFiles write(String name, String sql, Schema schema, String... partitionBy) {
    return engine.write(query(sql, schema), to(name, schema, partitionBy));
  }

  /**
   * As {@link #write(String, String, Schema, String...)}.
   *
   * @param constants queries of values that are the same in all rows, by position
   */
  WrittenFiles write(
      String name,
      String sql,
      Map<Integer, String> constants,
      Schema schema,
      String... partitionBy) {
    var rendering = new Rendering.Sql(sql, Optional.empty(), Map.of(), constants);
    return engine.write(query(rendering, schema), to(name, schema, partitionBy));
  }

  Destination to(String name, Schema schema, String... partitionBy) {
    return new Destination(
        folder.resolve(name).toUri(), schema, List.of(partitionBy), Destination.DEFAULT_FILE_BYTES);
  }

  /** {@code count} bytes of the first file become zeros. */
  static void damage(WrittenFiles written, long from, int count) throws IOException {
    Path file = Path.of(written.files().get(0).location());
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.allocate(count), from);
    }
  }

  static Slice.Delta delta(WrittenFiles written, Schema schema, String... partitionBy) {
    return new Slice.Delta(schema, schema, List.of(partitionBy), written.files());
  }

  StoredFile file(String name, String content) {
    return file(name, content.getBytes(StandardCharsets.UTF_8));
  }

  StoredFile file(String name, byte[] content) {
    try {
      Path path = folder.resolve(name);
      Files.createDirectories(path.getParent());
      Files.write(path, content);
      return files.find(path.toUri()).orElseThrow();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  static SourceFiles source(
      String format, Map<String, String> options, Schema schema, StoredFile... files) {
    return new SourceFiles(format, options, schema, List.of(files));
  }

  static Optional<String> some(String text) {
    return Optional.of(text);
  }

  @Override
  public void close() {
    engine.close();
  }
}
