package dev.perigon.engine.spark;

import static org.apache.spark.sql.functions.lit;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils;
import org.apache.spark.sql.functions;

/** Partition values between Delta's text form and Spark's folders. */
final class PartitionValues {
  private PartitionValues() {}

  /** {@code value} of {@code column} as Delta writes it; instants in UTC. */
  static org.apache.spark.sql.Column text(org.apache.spark.sql.Column value, Column column) {
    boolean hasText =
        column.type() instanceof SqlType.Decimal
            || column.type() instanceof Scalar && column.type() != Scalar.BINARY;
    if (!hasText) {
      throw SparkErrors.notPartition(column);
    }
    if (column.type() == Scalar.TIMESTAMP) {
      return instant(value);
    }
    return functions.nullif(value.cast("string"), lit(""));
  }

  private static org.apache.spark.sql.Column instant(org.apache.spark.sql.Column value) {
    return functions
        .udf(
            (org.apache.spark.sql.api.java.UDF1<java.time.Instant, String>)
                at -> at == null ? null : at.toString(),
            org.apache.spark.sql.types.DataTypes.StringType)
        .apply(value);
  }

  /** The first part of a folder's name; those that start with _ or . would be hidden. */
  static String folder(String column) {
    return column.startsWith("_") || column.startsWith(".") ? "perigon" + column : column;
  }

  /** What the names of the folders between {@code root} and {@code file} say. */
  static Map<String, String> of(List<String> columns, URI root, URI file) {
    Map<String, String> values = new HashMap<>();
    Path top = new Path(root);
    Path at = new Path(file).getParent();
    for (int i = columns.size() - 1; i >= 0; i--) {
      String value = at.getName().substring(at.getName().indexOf('=') + 1);
      if (!value.equals(ExternalCatalogUtils.DEFAULT_PARTITION_NAME())) {
        values.put(columns.get(i), ExternalCatalogUtils.unescapePathName(value));
      }
      at = at.getParent();
    }
    if (!at.equals(top)) {
      throw new IllegalStateException("Spark wrote other folders than it was told");
    }
    return values;
  }
}
