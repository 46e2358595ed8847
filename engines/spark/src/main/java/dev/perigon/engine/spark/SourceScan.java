package dev.perigon.engine.spark;

import dev.perigon.lakehouse.FileStore.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;

/** Deals files out to tasks: a large file is a task of its own, small ones share one. */
final class SourceScan implements SupportsReportStatistics, Batch {
  private static final long MOST = 128L << 20;

  /** What opening a file costs, as bytes that could be read meanwhile. */
  private static final long OPENING = 1L << 20;

  private final ShippedSource source;
  private final List<StoredFile> files;
  private final int tasks;

  /**
   * @param tasks that may run at the same time
   */
  SourceScan(ShippedSource source, List<StoredFile> files, int tasks) {
    this.source = source;
    this.files = List.copyOf(files);
    this.tasks = tasks;
  }

  @Override
  public StructType readSchema() {
    return SparkTypes.struct(source.schema());
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public Statistics estimateStatistics() {
    long bytes = files.stream().mapToLong(StoredFile::size).sum();
    return new Statistics() {
      @Override
      public OptionalLong sizeInBytes() {
        return OptionalLong.of(bytes);
      }

      @Override
      public OptionalLong numRows() {
        return OptionalLong.empty();
      }
    };
  }

  @Override
  public InputPartition[] planInputPartitions() {
    long all = files.stream().mapToLong(SourceScan::cost).sum();
    long share = Math.min(MOST, all / Math.max(1, tasks) + 1);
    List<InputPartition> partitions = new ArrayList<>();
    List<StoredFile> part = new ArrayList<>();
    long cost = 0;
    for (StoredFile file : files) {
      if (!part.isEmpty() && cost + cost(file) > share) {
        partitions.add(new SourcePartition(new ArrayList<>(part)));
        part.clear();
        cost = 0;
      }
      part.add(file);
      cost += cost(file);
    }
    partitions.add(new SourcePartition(new ArrayList<>(part)));
    return partitions.toArray(InputPartition[]::new);
  }

  private static long cost(StoredFile file) {
    return file.size() + OPENING;
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new SourceTasks(source);
  }

  @Override
  public String description() {
    return "%d %s files".formatted(files.size(), source.format());
  }
}
