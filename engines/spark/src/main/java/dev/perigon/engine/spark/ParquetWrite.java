package dev.perigon.engine.spark;

import static org.apache.spark.sql.functions.col;

import dev.perigon.engine.Destination;
import dev.perigon.engine.Destination.NoRows;
import dev.perigon.engine.WrittenFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStatistics;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/** Writes one query's rows as Parquet files into a folder of their own in one destination. */
final class ParquetWrite {
  private final SparkSession session;
  private final FileStore files;
  private final Destination where;
  private final URI folder;

  ParquetWrite(SparkSession session, FileStore files, Destination where) {
    this.session = session;
    this.files = files;
    this.where = where;
    String parent = where.folder().toString();
    this.folder = URI.create((parent.endsWith("/") ? parent : parent + "/") + UUID.randomUUID());
  }

  WrittenFiles run(Dataset<Row> rows) {
    boolean done = false;
    try {
      inFiles(fitted(rows))
          .write()
          .mode(SaveMode.ErrorIfExists)
          .partitionBy(
              where.partitionBy().stream().map(PartitionValues::folder).toArray(String[]::new))
          .parquet(folder.toString());
      List<DataFile> written = files.list(folder).parallelStream().map(this::dataFile).toList();
      done = true;
      return result(written);
    } finally {
      if (!done) {
        files.delete(folder);
      }
    }
  }

  /** Little work is written as one file, however many slices it read. */
  private Dataset<Row> inFiles(Dataset<Row> rows) {
    boolean little = session.sessionState().conf().numShufflePartitions() == 1;
    return little || where.noRows() == NoRows.EMPTY_FILE ? rows.coalesce(1) : rows;
  }

  /** Spark writes a file without rows when there are none; it is not kept unless asked for. */
  private WrittenFiles result(List<DataFile> written) {
    List<DataFile> kept = new ArrayList<>();
    long rows = 0;
    for (DataFile file : written) {
      long count = file.statistics().orElseThrow().rows();
      if (count == 0 && where.noRows() == NoRows.NO_FILE) {
        files.delete(file.location());
      } else {
        kept.add(file);
        rows += count;
      }
    }
    return new WrittenFiles(kept, rows);
  }

  private DataFile dataFile(StoredFile file) {
    FileStatistics statistics =
        Footer.read(file, where.schema(), session.sessionState().newHadoopConf());
    return new DataFile(
        file.location(),
        file.size(),
        file.modified(),
        PartitionValues.of(where.partitionBy(), folder, file.location()),
        java.util.Optional.of(statistics),
        new long[0],
        DataFile.Writer.PERIGON);
  }

  /** The table's columns, by position; ANSI casts refuse what does not fit. */
  private Dataset<Row> fitted(Dataset<Row> rows) {
    Schema schema = where.schema();
    StructType types = SparkTypes.struct(schema);
    Dataset<Row> numbered =
        rows.toDF(IntStream.range(0, types.size()).mapToObj(i -> "c" + i).toArray(String[]::new));
    return numbered.select(
        IntStream.range(0, types.size())
            .mapToObj(i -> fitted(col("c" + i), schema.columns().get(i), types.apply(i)))
            .toArray(Column[]::new));
  }

  private Column fitted(
      Column value, dev.perigon.sql.type.Column column, org.apache.spark.sql.types.StructField to) {
    Column cast = ColumnCast.of(value, to, session);
    boolean partition = where.partitionBy().stream().anyMatch(column.name()::equalsIgnoreCase);
    if (partition) {
      cast = PartitionValues.text(cast, column);
    }
    Column checked =
        column.nullable()
            ? cast
            : functions.coalesce(
                cast, functions.raise_error(functions.lit(Failures.NULL_VALUE + column.name())));
    return checked.as(partition ? PartitionValues.folder(column.name()) : column.name());
  }
}
