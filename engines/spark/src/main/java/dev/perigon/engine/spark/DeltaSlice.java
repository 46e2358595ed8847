package dev.perigon.engine.spark;

import dev.perigon.engine.Slice;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.sql.type.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import org.apache.spark.sql.execution.datasources.LogicalRelation$;
import org.apache.spark.sql.execution.datasources.parquet.ParquetFileFormat;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;

/** Rows of a Delta slice: Parquet files as the table's log lists them. */
final class DeltaSlice {
  /** A partition column of our own: which of the files with deletion vectors a row is from. */
  private static final String FILE = "__perigon_file";

  private final SparkSession session;
  private final Slice.Delta slice;

  DeltaSlice(SparkSession session, Slice.Delta slice) {
    this.session = session;
    this.slice = slice;
  }

  Dataset<Row> rows() {
    List<DataFile> whole = new ArrayList<>();
    List<DataFile> pierced = new ArrayList<>();
    slice.files().forEach(file -> (file.deletedRows().length == 0 ? whole : pierced).add(file));
    if (pierced.isEmpty()) {
      return logical(physical(whole, false));
    }
    Dataset<Row> kept = logical(withoutDeleted(physical(pierced, true), pierced));
    return whole.isEmpty() ? kept : logical(physical(whole, false)).union(kept);
  }

  private Dataset<Row> physical(List<DataFile> files, boolean numbered) {
    StructType all = SparkTypes.struct(slice.physicalSchema());
    StructType logical = SparkTypes.struct(slice.schema());
    StructType data = new StructType();
    StructType partitions = new StructType();
    for (int i = 0; i < all.size(); i++) {
      StructField field = all.apply(i);
      if (isPartition(logical.apply(i).name())) {
        partitions = partitions.add(field);
      } else {
        data = data.add(field);
      }
    }
    if (numbered) {
      partitions = partitions.add(FILE, DataTypes.IntegerType);
    }
    StructType values = partitions;
    List<SliceIndex.Item> items =
        IntStream.range(0, files.size())
            .mapToObj(i -> item(files.get(i), numbered ? i : -1, values, logical))
            .toList();
    var relation =
        new HadoopFsRelation(
            new SliceIndex(items, partitions),
            partitions,
            data,
            Option.empty(),
            new ParquetFileFormat(),
            Scala.map(Map.of()),
            session);
    return Dataset$.MODULE$.ofRows(session, LogicalRelation$.MODULE$.apply(relation, false));
  }

  private SliceIndex.Item item(DataFile file, int number, StructType values, StructType logical) {
    Object[] row = new Object[values.size()];
    int next = 0;
    for (StructField field : logical.fields()) {
      if (isPartition(field.name())) {
        row[next++] = partitionValue(file, field);
      }
    }
    if (number >= 0) {
      row[next] = number;
    }
    InternalRow partition = new GenericInternalRow(row);
    return new SliceIndex.Item(file.location().toString(), file.size(), file.modified(), partition);
  }

  /** Delta writes partition values as text, instants in UTC; an empty text means null. */
  private static Object partitionValue(DataFile file, StructField field) {
    for (Map.Entry<String, String> value : file.partitionValues().entrySet()) {
      if (value.getKey().equalsIgnoreCase(field.name()) && !value.getValue().isEmpty()) {
        Literal text = new Literal(UTF8String.fromString(value.getValue()), DataTypes.StringType);
        return new Cast(text, field.dataType(), Option.apply("UTC"), Cast.apply$default$4())
            .eval(null);
      }
    }
    return null;
  }

  private boolean isPartition(String column) {
    return slice.partitionColumns().stream().anyMatch(column::equalsIgnoreCase);
  }

  private static Dataset<Row> withoutDeleted(Dataset<Row> rows, List<DataFile> files) {
    long[][] deleted = files.stream().map(DataFile::deletedRows).toArray(long[][]::new);
    UDF2<Integer, Long, Boolean> kept = (file, row) -> Arrays.binarySearch(deleted[file], row) < 0;
    return rows.filter(
        functions
            .udf(kept, DataTypes.BooleanType)
            .apply(functions.col(FILE), functions.col("_metadata.row_index")));
  }

  /** The table's names and order; nested fields get theirs by place. */
  private Dataset<Row> logical(Dataset<Row> rows) {
    StructType physical = SparkTypes.struct(slice.physicalSchema());
    List<Column> columns = slice.schema().columns();
    return rows.select(
        IntStream.range(0, columns.size())
            .mapToObj(
                i -> {
                  var column = functions.col(SparkTypes.quoted(physical.apply(i).name()));
                  var type = SparkTypes.of(columns.get(i).type());
                  boolean same = physical.apply(i).dataType().equals(type);
                  return (same ? column : column.cast(type)).as(columns.get(i).name());
                })
            .toArray(org.apache.spark.sql.Column[]::new));
  }
}
