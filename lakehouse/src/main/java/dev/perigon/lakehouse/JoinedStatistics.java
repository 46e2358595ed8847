package dev.perigon.lakehouse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.sql.type.Schema;
import io.delta.kernel.types.DataType;
import io.delta.kernel.types.StructField;
import io.delta.kernel.types.StructType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What statistics of several files say of all their rows together. */
final class JoinedStatistics {
  private static final Comparator<JsonNode> ORDER = JoinedStatistics::compare;

  private JoinedStatistics() {}

  /**
   * @param rows of all files
   * @param schema of the table
   */
  static FileStatistics of(long rows, List<DataFile> files, Schema schema) {
    Map<String, ColumnStatistics> columns = new HashMap<>();
    List<FileStatistics> known =
        files.stream().flatMap(file -> file.statistics().stream()).toList();
    if (known.size() == files.size()) {
      collect(DeltaSchema.toKernel(schema), "", known, columns);
    }
    return new FileStatistics(rows, columns);
  }

  private static void collect(
      StructType schema,
      String prefix,
      List<FileStatistics> files,
      Map<String, ColumnStatistics> into) {
    for (StructField field : schema.fields()) {
      String path = prefix + field.getName();
      if (field.getDataType() instanceof StructType struct) {
        collect(struct, path + ".", files, into);
      } else if (files.stream().allMatch(file -> file.columns().containsKey(path))) {
        into.put(path, joined(path, files, field.getDataType()));
      }
    }
  }

  private static ColumnStatistics joined(String path, List<FileStatistics> files, DataType type) {
    List<ColumnStatistics> withValues =
        files.stream()
            .filter(file -> file.columns().get(path).nulls() < file.rows())
            .map(file -> file.columns().get(path))
            .toList();
    return new ColumnStatistics(
        bound(withValues, ColumnStatistics::min, StatisticsBounds::lower, type, ORDER.reversed()),
        bound(withValues, ColumnStatistics::max, StatisticsBounds::upper, type, ORDER),
        files.stream().mapToLong(file -> file.columns().get(path).nulls()).sum());
  }

  /** The bound that encloses all others; empty when one is not known. */
  private static Optional<String> bound(
      List<ColumnStatistics> files,
      Function<ColumnStatistics, Optional<String>> which,
      BiFunction<String, DataType, Optional<JsonNode>> parsed,
      DataType type,
      Comparator<JsonNode> order) {
    List<JsonNode> bounds =
        files.stream()
            .flatMap(file -> which.apply(file).flatMap(t -> parsed.apply(t, type)).stream())
            .toList();
    return bounds.size() < files.size()
        ? Optional.empty()
        : bounds.stream().max(order).map(JoinedStatistics::text);
  }

  private static String text(JsonNode bound) {
    return bound.isNumber() ? bound.decimalValue().toPlainString() : bound.textValue();
  }

  /** Numbers by value; texts, days and instants by their bytes, as Delta has it. */
  private static int compare(JsonNode one, JsonNode other) {
    return one.isNumber()
        ? one.decimalValue().compareTo(other.decimalValue())
        : Arrays.compareUnsigned(
            one.textValue().getBytes(StandardCharsets.UTF_8),
            other.textValue().getBytes(StandardCharsets.UTF_8));
  }
}
