package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;
import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.engine.Slice;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.duckdb.DuckDBAppender;

/** Reads the files of a Delta table: partition values, deletion vectors, physical names. */
final class DeltaInput {
  /** With fewer, it hardly matters how they are joined. */
  private static final long MANY_ROWS = 10_000;

  private final Slice.Delta slice;
  private final List<Path> paths;
  private final List<Column> partitions;

  DeltaInput(Slice.Delta slice, List<Path> paths) {
    this.slice = slice;
    this.paths = paths;
    this.partitions =
        slice.schema().columns().stream()
            .filter(c -> slice.partitionColumns().stream().anyMatch(c.name()::equalsIgnoreCase))
            .toList();
  }

  String select(Session session, String name) throws SQLException {
    boolean deletes = slice.files().stream().anyMatch(file -> file.deletedRows().length > 0);
    boolean joins = !partitions.isEmpty() && !isOnePartition();
    Schema schema = stored(slice.schema());
    Schema physical = stored(slice.physicalSchema());
    if (!joins && !deletes) {
      String rows =
          areAlike(session, physical)
              ? ParquetInput.selectAlike(schema, physical, session.fileList(typicalFirst()))
              : ParquetInput.select(schema, physical, session.fileList(paths), "");
      return partitions.isEmpty()
          ? rows
          : "SELECT %s FROM (%s) AS stored".formatted(outputColumns(this::constant), rows);
    }
    String extra =
        ", file_index AS perigon_file" + (deletes ? ", file_row_number AS perigon_row" : "");
    String rows = ParquetInput.select(schema, physical, session.fileList(paths), extra);
    var from = new StringBuilder("(" + rows + ") AS stored");
    if (joins) {
      fillPartitions(session, name + "_partitions");
      from.append(" JOIN %s_partitions AS parts USING (perigon_file)".formatted(name));
    }
    if (deletes) {
      fillDeletes(session, name + "_deletes");
      from.append(" ANTI JOIN %s_deletes USING (perigon_file, perigon_row)".formatted(name));
    }
    IntFunction<String> values = joins ? i -> "parts.p" + i : this::constant;
    return "SELECT %s FROM %s".formatted(outputColumns(values), from);
  }

  /** Whether all files have the same partition values; an update's new files often do. */
  private boolean isOnePartition() {
    return partitions.stream()
        .allMatch(
            column ->
                slice.files().stream()
                        .map(file -> Optional.ofNullable(PartitionValues.of(file, column.name())))
                        .distinct()
                        .count()
                    == 1);
  }

  private String constant(int partition) {
    Column column = partitions.get(partition);
    String text = PartitionValues.of(slice.files().get(0), column.name());
    return PartitionValues.parse(text == null ? "NULL" : literalForDuckDb(text), column.type());
  }

  /** Whether all files are known to have the table's columns and types. */
  private boolean areAlike(Session session, Schema physical) throws SQLException {
    boolean ours =
        slice.files().stream()
            .allMatch(f -> f.writer() == DataFile.Writer.PERIGON && f.statistics().isPresent());
    if (!ours) {
      return false;
    }
    boolean many =
        slice.files().stream().mapToLong(f -> f.statistics().get().rows()).sum() >= MANY_ROWS;
    return session.layouts().areAll(slice.files(), physical, many, session);
  }

  /**
   * The paths, a file of about the average number of rows first: that number times the number of
   * files is for DuckDB how many rows there are, by which it orders joins.
   */
  List<Path> typicalFirst() {
    long[] rows =
        slice.files().stream().mapToLong(f -> f.statistics().orElseThrow().rows()).toArray();
    double average = LongStream.of(rows).average().orElseThrow();
    int typical =
        IntStream.range(0, rows.length)
            .boxed()
            .min(Comparator.comparingDouble(i -> Math.abs(rows[i] - average)))
            .orElseThrow();
    List<Path> ordered = new ArrayList<>(paths);
    Collections.swap(ordered, 0, typical);
    return ordered;
  }

  /**
   * @param partitionValue of the partition column with this number
   */
  private String outputColumns(IntFunction<String> partitionValue) {
    var items = new ArrayList<String>();
    for (Column column : slice.schema().columns()) {
      int partition = partitions.indexOf(column);
      items.add(
          partition < 0
              ? "stored." + quoteForDuckDb(column.name())
              : partitionValue.apply(partition) + " AS " + quoteForDuckDb(column.name()));
    }
    return String.join(", ", items);
  }

  /** The columns that are in the files. */
  private Schema stored(Schema schema) {
    var columns = new ArrayList<Column>();
    for (int i = 0; i < schema.columns().size(); i++) {
      if (!partitions.contains(slice.schema().columns().get(i))) {
        columns.add(schema.columns().get(i));
      }
    }
    return new Schema(columns);
  }

  private void fillPartitions(Session session, String table) throws SQLException {
    var raw = new StringBuilder("(perigon_file UBIGINT");
    var typed = new StringBuilder("AS SELECT perigon_file");
    for (int i = 0; i < partitions.size(); i++) {
      raw.append(", p%d VARCHAR".formatted(i));
      String value = PartitionValues.parse("p" + i, partitions.get(i).type());
      typed.append(", %s AS p%d".formatted(value, i));
    }
    session.createTable(table + "_text", raw.append(")").toString());
    try (DuckDBAppender appender = session.appender(table + "_text")) {
      for (int i = 0; i < slice.files().size(); i++) {
        appendPartitions(appender, i, slice.files().get(i));
      }
    }
    session.createTable(table, typed.append(" FROM %s_text".formatted(table)).toString());
  }

  private void appendPartitions(DuckDBAppender appender, long index, DataFile file)
      throws SQLException {
    appender.beginRow();
    appender.append(index);
    for (Column column : partitions) {
      appender.append(PartitionValues.of(file, column.name()));
    }
    appender.endRow();
  }

  private void fillDeletes(Session session, String table) throws SQLException {
    session.createTable(table, "(perigon_file UBIGINT, perigon_row BIGINT)");
    try (DuckDBAppender appender = session.appender(table)) {
      for (int i = 0; i < slice.files().size(); i++) {
        for (long row : slice.files().get(i).deletedRows()) {
          appender.beginRow();
          appender.append((long) i);
          appender.append(row);
          appender.endRow();
        }
      }
    }
  }
}
