package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;
import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.engine.Destination;
import dev.perigon.engine.Destination.NoRows;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.engine.files.FileNames;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes one query's rows as Parquet files into one destination. */
final class ParquetWrite {
  /** Beyond level 1, files get little smaller, if at all, and take longer. */
  private static final String PACKING = "COMPRESSION zstd, COMPRESSION_LEVEL 1";

  private final Session session;
  private final FileStore files;
  private final Destination where;
  private final String id;
  private final boolean local;
  private final Path folder;
  private final List<Column> partitions;
  private Optional<OnePartition> one = Optional.empty();

  ParquetWrite(Session session, DuckDbOptions options, FileStore files, Destination where) {
    this.session = session;
    this.files = files;
    this.where = where;
    this.partitions = partitions();
    this.local = files.isLocal(where.folder());
    Path target = Path.of(where.folder().getPath());
    // Files that others have put there must not be taken for those of this write.
    this.id = local && !Files.exists(target) ? session.id() : UUID.randomUUID().toString();
    this.folder = local ? target : options.spillFolder().resolve(id);
  }

  /**
   * @param constants queries of the values of columns that are the same in all rows, by position
   */
  WrittenFiles run(String sql, Schema query, Map<Integer, String> constants) throws SQLException {
    boolean done = false;
    try {
      one = OnePartition.of(session, query, where.schema(), partitions, constants);
      Files.createDirectories(target());
      List<DataFile> written = copy(select(sql, query));
      done = true;
      return new WrittenFiles(
          written,
          written.stream().mapToLong(file -> file.statistics().orElseThrow().rows()).sum());
    } catch (IOException e) {
      throw DuckDbErrors.unreadable(FileNames.display(where.folder()), e);
    } finally {
      if (!done || !local) {
        deleteLeftovers();
      }
    }
  }

  private String select(String sql, Schema query) {
    if (query.columns().size() != where.schema().columns().size()) {
      throw DuckDbErrors.columnCount(query.columns().size(), where.schema().columns().size());
    }
    List<String> items = new ArrayList<>();
    for (int i = 0; i < where.schema().columns().size(); i++) {
      Column column = where.schema().columns().get(i);
      if (one.isPresent() && partitions.contains(column)) {
        continue;
      }
      items.add(StoreCast.expression(value("c" + i, column), query.columns().get(i), column));
    }
    String names =
        IntStream.range(0, query.columns().size())
            .mapToObj(i -> "c" + i)
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM (%s) AS query(%s)".formatted(String.join(", ", items), sql, names);
  }

  /** Delta has no empty text as a partition value: it is null. */
  private String value(String name, Column column) {
    boolean text = column.type() == Scalar.STRING && partitions.contains(column);
    return text ? "nullif(" + name + ", '')" : name;
  }

  private Schema columnsInFiles() {
    return new Schema(
        where.schema().columns().stream().filter(column -> !partitions.contains(column)).toList());
  }

  private List<Column> partitions() {
    return where.partitionBy().stream()
        .map(name -> where.schema().find(name).orElseThrow())
        .map(PartitionValues::checked)
        .toList();
  }

  private Path target() {
    return one.map(partition -> partition.in(folder)).orElse(folder);
  }

  private List<DataFile> copy(String select) throws SQLException {
    String copy = "COPY (%s) TO %s (%s)".formatted(select, session.target(target()), copyOptions());
    return session.rows(copy, this::dataFile).stream().flatMap(Optional::stream).toList();
  }

  private String copyOptions() {
    String common =
        "FORMAT parquet, %s, RETURN_STATS, APPEND, FILENAME_PATTERN %s"
            .formatted(PACKING, literalForDuckDb("part-" + id + "-{uuid}"));
    return partitions.isEmpty() || one.isPresent()
        ? common + ", FILE_SIZE_BYTES " + where.targetFileBytes()
        : common
            + partitions.stream()
                .map(column -> quoteForDuckDb(column.name()))
                .collect(Collectors.joining(", ", ", PARTITION_BY (", ")"));
  }

  /** Empty for a file without rows, which is not kept unless it was asked for. */
  private Optional<DataFile> dataFile(ResultSet result) throws SQLException {
    Path file = Path.of(result.getString("filename"));
    var statistics = CopyStatistics.of(result, where);
    try {
      if (result.getLong("count") == 0 && where.noRows() == NoRows.NO_FILE) {
        Files.delete(file);
        return Optional.empty();
      }
      StoredFile stored = stored(file);
      session.layouts().wrote(stored.location(), columnsInFiles());
      return Optional.of(
          new DataFile(
              stored.location(),
              stored.size(),
              stored.modified(),
              one.map(OnePartition::values).orElse(statistics.partitionValues()),
              statistics.columns(),
              new long[0],
              DataFile.Writer.PERIGON));
    } catch (IOException e) {
      throw DuckDbErrors.unreadable(file.toString(), e);
    }
  }

  private StoredFile stored(Path file) throws IOException {
    if (local) {
      return new StoredFile(
          file.toUri(), Files.size(file), Files.getLastModifiedTime(file).toMillis());
    }
    String name = folder.toUri().relativize(file.toUri()).getRawPath();
    return files.upload(file, URI.create(slashed(where.folder()) + name));
  }

  private static String slashed(URI folder) {
    return folder.toString().endsWith("/") ? folder.toString() : folder + "/";
  }

  /** After a failure this write's files, and after an upload its local folder. */
  private void deleteLeftovers() {
    if (!Files.exists(folder)) {
      return;
    }
    try (var tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        String name = path.getFileName().toString();
        if (!local || name.contains(id) || isEmptyPartition(path, name)) {
          Files.delete(path);
        }
      }
    } catch (IOException e) {
      throw DuckDbErrors.unreadable(folder.toString(), e);
    }
  }

  private static boolean isEmptyPartition(Path path, String name) throws IOException {
    if (!name.contains("=") || !Files.isDirectory(path)) {
      return false;
    }
    try (var entries = Files.list(path)) {
      return entries.findAny().isEmpty();
    }
  }
}
