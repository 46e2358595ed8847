package dev.perigon.engine.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BasePredicate;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Predicate$;
import org.apache.spark.sql.execution.datasources.FileIndex;
import org.apache.spark.sql.execution.datasources.FileStatusWithMetadata;
import org.apache.spark.sql.execution.datasources.PartitionDirectory;
import org.apache.spark.sql.types.StructType;
import scala.collection.immutable.Map$;
import scala.collection.immutable.Seq;

/**
 * The files of a slice with the partition values that the table's log gives them; lists nothing.
 */
final class SliceIndex implements FileIndex {
  private static final long BLOCK = 128L << 20;

  private final List<Item> items;
  private final StructType partitions;

  /** One file; {@code values} has the columns of the partition schema. */
  record Item(String location, long size, long modified, InternalRow values) {}

  SliceIndex(List<Item> items, StructType partitions) {
    this.items = List.copyOf(items);
    this.partitions = partitions;
  }

  @Override
  public Seq<Path> rootPaths() {
    return Scala.seq(List.of());
  }

  /** Spark relies on {@code partitionFilters} being applied here, and here alone. */
  @Override
  public Seq<PartitionDirectory> listFiles(
      Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
    List<Expression> filters =
        Scala.list(partitionFilters).stream().filter(f -> !f.references().isEmpty()).toList();
    Map<InternalRow, List<FileStatusWithMetadata>> kept = new LinkedHashMap<>();
    BasePredicate wanted =
        filters.stream()
            .map(this::bound)
            .reduce(And::new)
            .map(Predicate$.MODULE$::createInterpreted)
            .orElse(null);
    for (Item item : items) {
      if (wanted == null || wanted.eval(item.values())) {
        kept.computeIfAbsent(item.values(), v -> new ArrayList<>()).add(status(item));
      }
    }
    return Scala.seq(
        kept.entrySet().stream()
            .map(e -> new PartitionDirectory(e.getKey(), Scala.seq(e.getValue())))
            .toList());
  }

  private Expression bound(Expression filter) {
    if (filter instanceof AttributeReference column) {
      int index = partitions.fieldIndex(name(column));
      return new BoundReference(index, column.dataType(), true);
    }
    return filter.mapChildren(this::bound);
  }

  private String name(AttributeReference column) {
    for (String name : partitions.fieldNames()) {
      if (name.equalsIgnoreCase(column.name())) {
        return name;
      }
    }
    throw new IllegalStateException("No partition column " + column.name());
  }

  private static FileStatusWithMetadata status(Item item) {
    var status =
        new FileStatus(
            item.size(),
            false,
            1,
            BLOCK,
            item.modified(),
            new Path(java.net.URI.create(item.location())));
    return new FileStatusWithMetadata(status, Map$.MODULE$.empty());
  }

  @Override
  public String[] inputFiles() {
    return items.stream().map(Item::location).toArray(String[]::new);
  }

  @Override
  public void refresh() {}

  @Override
  public long sizeInBytes() {
    return items.stream().mapToLong(Item::size).sum();
  }

  @Override
  public StructType partitionSchema() {
    return partitions;
  }

  @Override
  public String toString() {
    return "slice of %d files".formatted(items.size());
  }
}
