package dev.perigon.lakehouse;

import dev.perigon.lakehouse.DeltaFiles.Added;
import dev.perigon.lakehouse.DeltaFiles.Detail;
import dev.perigon.sql.type.Schema;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.ScanImpl;
import io.delta.kernel.internal.SnapshotImpl;
import io.delta.kernel.internal.actions.AddFile;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.internal.util.VectorUtils;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A snapshot that Kernel loaded. */
final class KernelSnapshot implements Snapshot {
  private final URI location;
  private final Engine engine;
  private final SnapshotImpl kernel;
  private final LiveFiles live;
  private final LiveFiles liveWithStatistics;

  KernelSnapshot(URI location, Engine engine, SnapshotImpl kernel, CommitLog log) {
    this.location = location;
    this.engine = engine;
    this.kernel = kernel;
    this.live = live(log, Detail.ROWS, 10_000);
    this.liveWithStatistics = live(log, Detail.COLUMNS, 100);
  }

  private LiveFiles live(CommitLog log, Detail detail, int mostKept) {
    long version = kernel.getVersion();
    return new LiveFiles(
        version,
        mostKept,
        () -> files(detail),
        listed -> log.live(listed, version, factory(), detail));
  }

  /** Takes over what {@code earlier}, a version of the same table, knows. */
  void startFrom(KernelSnapshot earlier) {
    live.startFrom(earlier.live);
    liveWithStatistics.startFrom(earlier.liveWithStatistics);
  }

  SnapshotImpl kernel() {
    return kernel;
  }

  /** The commit that made this version, as it was when the log was read. */
  FileStatus commitFile() {
    return kernel.getLogSegment().getDeltaFileAtEndVersion();
  }

  @Override
  public URI location() {
    return location;
  }

  @Override
  public String tableId() {
    return kernel.getMetadata().getId();
  }

  @Override
  public long version() {
    return kernel.getVersion();
  }

  @Override
  public Instant committedAt() {
    return KernelCalls.read(location, () -> Instant.ofEpochMilli(kernel.getTimestamp(engine)));
  }

  @Override
  public Schema schema() {
    return DeltaSchema.logical(kernel.getSchema());
  }

  @Override
  public Schema physicalSchema() {
    return DeltaSchema.physical(kernel.getSchema());
  }

  @Override
  public List<String> partitionColumns() {
    return kernel.getPartitionColumnNames();
  }

  @Override
  public Map<String, String> properties() {
    return new TreeMap<>(kernel.getTableProperties());
  }

  @Override
  public Optional<String> comment() {
    return kernel.getMetadata().getDescription();
  }

  @Override
  public List<DataFile> files() {
    return live.get();
  }

  @Override
  public List<DataFile> filesWithStatistics() {
    return liveWithStatistics.get();
  }

  private DeltaFiles factory() {
    return new DeltaFiles(engine, location, kernel.getMetadata());
  }

  private List<DataFile> files(Detail detail) {
    DeltaFiles factory = factory();
    List<DataFile> files = new ArrayList<>();
    forEachFile(true, add -> files.add(factory.file(added(add), detail)));
    return files;
  }

  @Override
  public Optional<Long> rows() {
    List<OptionalLong> counts = new ArrayList<>();
    forEachFile(true, add -> counts.add(liveRows(add)));
    return counts.stream().allMatch(OptionalLong::isPresent)
        ? Optional.of(counts.stream().mapToLong(OptionalLong::getAsLong).sum())
        : Optional.empty();
  }

  private static OptionalLong liveRows(AddFile add) {
    OptionalLong rows = add.getStatsJson().map(StatisticsJson::rows).orElse(OptionalLong.empty());
    long deleted = add.getDeletionVector().map(DeletionVectorDescriptor::getCardinality).orElse(0L);
    return rows.isPresent() ? OptionalLong.of(rows.getAsLong() - deleted) : rows;
  }

  void forEachFile(boolean withStatistics, Consumer<AddFile> consumer) {
    KernelCalls.run(
        location,
        () -> {
          ScanImpl scan = (ScanImpl) kernel.getScanBuilder().build();
          try (CloseableIterator<FilteredColumnarBatch> batches =
              scan.getScanFiles(engine, withStatistics)) {
            while (batches.hasNext()) {
              forEachRow(batches.next(), consumer);
            }
          }
        });
  }

  private static void forEachRow(FilteredColumnarBatch batch, Consumer<AddFile> consumer)
      throws IOException {
    try (CloseableIterator<Row> rows = batch.getRows()) {
      while (rows.hasNext()) {
        consumer.accept(new AddFile(rows.next().getStruct(InternalScanFileUtils.ADD_FILE_ORDINAL)));
      }
    }
  }

  private static Added added(AddFile add) {
    return new Added(
        add.getPath(),
        add.getSize(),
        add.getModificationTime(),
        VectorUtils.toJavaMap(add.getPartitionValues()),
        add.getStatsJson(),
        add.getDeletionVector(),
        add.getTags()
            .map(VectorUtils::<String, String>toJavaMap)
            .map(tags -> tags.get(DeltaFiles.CLUSTERED_BY)));
  }

  @Override
  public Map<String, String> cursors() {
    return KernelCalls.read(
        location,
        () -> {
          Map<String, String> cursors = new TreeMap<>();
          kernel
              .getActiveDomainMetadataMap()
              .forEach(
                  (domain, metadata) -> {
                    if (!metadata.isRemoved() && Domains.isCursor(domain)) {
                      cursors.put(domain, metadata.getConfiguration());
                    }
                  });
          return cursors;
        });
  }
}
