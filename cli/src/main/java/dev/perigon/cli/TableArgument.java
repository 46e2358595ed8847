package dev.perigon.cli;

import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.TableName;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Parameters;

/** TABLE: one to three name parts; missing ones are filled when only one table fits. */
final class TableArgument {
  @Parameters(
      paramLabel = "TABLE",
      description = "catalog.schema.table, or its end when only one table fits.")
  private String table;

  static TableArgument of(String name) {
    TableArgument argument = new TableArgument();
    argument.table = name;
    return argument;
  }

  TableName name(Warehouse warehouse) {
    List<TableName> all = warehouse.tables();
    List<TableName> matches = all.stream().filter(this::fits).toList();
    if (matches.isEmpty()) {
      throw CliErrors.unknownTable(table, similar(all));
    }
    if (matches.size() > 1) {
      throw CliErrors.ambiguousTable(table, matches.stream().map(TableName::toString).toList());
    }
    return matches.get(0);
  }

  DeltaTable find(Warehouse warehouse) {
    return warehouse.table(name(warehouse));
  }

  static Snapshot newest(DeltaTable table, TableName name) {
    return table.snapshot().orElseThrow(() -> CliErrors.unknownTable(name.toString(), List.of()));
  }

  private boolean fits(TableName candidate) {
    String wanted = ("." + table.replace("`", "")).toLowerCase(Locale.ROOT);
    return ("." + candidate).toLowerCase(Locale.ROOT).endsWith(wanted);
  }

  private List<String> similar(List<TableName> all) {
    List<String> names = all.stream().map(TableName::table).toList();
    String last = table.substring(table.lastIndexOf('.') + 1);
    return Similar.to(last, names);
  }
}
