package dev.perigon.engine.spark;

import dev.perigon.engine.files.Compression;
import dev.perigon.engine.files.SourceReader;
import dev.perigon.lakehouse.FileStore.StoredFile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.types.StructType;

/** Deals files out to tasks: small ones share one, large ones have several. */
final class SourceScan implements SupportsReportStatistics, Batch {
  private final ShippedSource source;
  private final List<StoredFile> files;
  private final Share share;

  /**
   * How much one task should read.
   *
   * @param most bytes
   * @param opening what opening a file costs, as bytes that could be read meanwhile
   * @param tasks that may run at the same time
   * @param inParts whether a large file may be read by several tasks
   */
  record Share(long most, long opening, int tasks, boolean inParts) {
    long of(List<StoredFile> files) {
      long all = files.stream().mapToLong(file -> file.size() + opening).sum();
      return Math.min(most, Math.max(opening, all / Math.max(1, tasks) + 1));
    }
  }

  SourceScan(ShippedSource source, List<StoredFile> files, Share share) {
    this.source = source;
    this.files = List.copyOf(files);
    this.share = share;
  }

  @Override
  public StructType readSchema() {
    return SparkTypes.struct(source.rowSchema());
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public Statistics estimateStatistics() {
    long bytes = files.stream().mapToLong(SourceScan::unpacked).sum();
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

  /** About what a file takes in memory, so that no large one is sent around for a join. */
  private static long unpacked(StoredFile file) {
    boolean plain = Compression.of(file.location()).equals(Optional.of(Compression.NONE));
    return file.size() * (plain ? 2 : 10);
  }

  @Override
  public InputPartition[] planInputPartitions() {
    long bytes = share.of(files);
    List<InputPartition> partitions = new ArrayList<>();
    List<SourcePart> parts = new ArrayList<>();
    long cost = 0;
    for (SourcePart part : parts(bytes)) {
      if (!parts.isEmpty() && cost + part.bytes() > bytes) {
        partitions.add(new SourcePartition(new ArrayList<>(parts)));
        parts.clear();
        cost = 0;
      }
      parts.add(part);
      cost += part.bytes() + share.opening();
    }
    partitions.add(new SourcePartition(new ArrayList<>(parts)));
    return partitions.toArray(InputPartition[]::new);
  }

  private List<SourcePart> parts(long bytes) {
    SourceReader reader = source.reader();
    List<SourcePart> parts = new ArrayList<>();
    for (StoredFile file : files) {
      if (share.inParts() && file.size() > bytes && reader.isDivisible(file)) {
        for (long start = 0; start < file.size(); start += bytes) {
          parts.add(new SourcePart(file, start, start + bytes));
        }
      } else {
        parts.add(SourcePart.whole(file));
      }
    }
    return parts;
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
