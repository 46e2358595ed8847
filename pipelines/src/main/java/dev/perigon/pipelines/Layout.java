package dev.perigon.pipelines;

import static java.util.stream.Collectors.joining;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.TableName;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * By which columns rows are put into files together; as they come when there are none.
 *
 * @param columns as the table writes them
 */
record Layout(List<Column> columns) {
  static final Layout AS_THEY_COME = new Layout(List.of());

  /** Of more, each counts for little. */
  static final int MOST = 4;

  private static final Set<Scalar> ORDERED =
      EnumSet.of(
          Scalar.BYTE,
          Scalar.SHORT,
          Scalar.INTEGER,
          Scalar.LONG,
          Scalar.FLOAT,
          Scalar.DOUBLE,
          Scalar.STRING,
          Scalar.DATE,
          Scalar.TIMESTAMP,
          Scalar.TIMESTAMP_NTZ);

  Layout {
    columns = List.copyOf(columns);
  }

  /** What CLUSTER BY says of the table, as far as it can be done. */
  static Layout of(Snapshot table) {
    List<Column> columns =
        declared(table).stream()
            .flatMap(name -> table.schema().find(name).stream())
            .filter(column -> isOrdered(column.type()) && !isPartition(table, column.name()))
            .limit(MOST)
            .toList();
    return new Layout(columns);
  }

  /** What somebody asks for. */
  static Layout of(TableName name, Snapshot table, List<String> wanted) {
    List<Column> columns = new ArrayList<>();
    for (String each : wanted) {
      Column column =
          table
              .schema()
              .find(each)
              .orElseThrow(
                  () -> MaintenanceErrors.unknownColumn(name, each, table.schema().names()));
      if (isPartition(table, column.name())) {
        throw MaintenanceErrors.badOrder(name, each, "the table is partitioned by it");
      }
      if (!isOrdered(column.type())) {
        throw MaintenanceErrors.badOrder(name, each, "its type is " + column.type().ddl());
      }
      if (columns.contains(column)) {
        throw MaintenanceErrors.badOrder(name, each, "it is named twice");
      }
      columns.add(column);
    }
    if (columns.size() > MOST) {
      throw MaintenanceErrors.badOrder(
          name, wanted.get(MOST), "more than %d columns were named".formatted(MOST));
    }
    return new Layout(columns);
  }

  private static List<String> declared(Snapshot table) {
    String text = table.properties().getOrDefault(TableKind.CLUSTER_BY, "");
    return text.isEmpty() ? List.of() : Arrays.asList(text.split(","));
  }

  private static boolean isPartition(Snapshot table, String name) {
    return table.partitionColumns().stream().anyMatch(name::equalsIgnoreCase);
  }

  private static boolean isOrdered(SqlType type) {
    return type instanceof SqlType.Decimal
        || type instanceof Scalar scalar && ORDERED.contains(scalar);
  }

  boolean isNone() {
    return columns.isEmpty();
  }

  List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** How files say that they follow it. */
  String tag() {
    return names().stream().map(Identifiers::quote).collect(joining(","));
  }

  boolean isOf(DataFile file) {
    return !isNone() && file.clusteredBy().equals(java.util.Optional.of(tag()));
  }
}
