package dev.perigon.pipelines;

import dev.perigon.sql.statement.DatasetDefinition;
import dev.perigon.sql.statement.DatasetDefinition.ColumnDefinition;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides the columns of a dataset's table. */
final class TableSchema {
  private final Dataset dataset;
  private final DatasetDefinition definition;
  private final OutputFit fit;
  private final Analyses analyses;

  TableSchema(Dataset dataset, Analyses analyses) {
    this.analyses = analyses;
    this.dataset = dataset;
    this.definition = dataset.definition().orElseThrow();
    this.fit = new OutputFit(dataset.name().table(), dataset.origin());
  }

  /** What several flows give together; of a column that several have, as the first has it. */
  static Schema ofAll(List<Schema> flows) {
    Schema all = flows.get(0);
    for (Schema flow : flows.subList(1, flows.size())) {
      all = FlowAnalyses.with(all, flow.columns());
    }
    return all;
  }

  /** For a new or rebuilt table: as declared, or else as the query has it. */
  Schema fresh(Schema query) {
    Schema columns = definition.columns().isEmpty() ? fit.table(query) : declared(fit.table(query));
    checkPartitions(columns);
    checkClusters(columns);
    return columns;
  }

  private Schema declared(Schema query) {
    List<Column> columns = new ArrayList<>();
    for (ColumnDefinition column : definition.columns()) {
      SqlType type = type(column).orElseGet(() -> queryType(column.name(), query));
      columns.add(new Column(column.name(), type, column.nullable(), column.comment()));
    }
    Schema schema = new Schema(columns);
    fit.table(schema);
    return schema;
  }

  private Optional<SqlType> type(ColumnDefinition column) {
    return column.type().map(type -> type(column.name(), type));
  }

  private SqlType type(String column, SqlText type) {
    String ddl = Identifiers.quote(column) + " " + type.text();
    return analyses.schema(new SqlText(ddl, type.origin())).columns().get(0).type();
  }

  private SqlType queryType(String name, Schema query) {
    return query
        .find(name)
        .orElseThrow(
            () ->
                SchemaErrors.missingColumn(
                    dataset.name().table(), name, query.names(), dataset.origin()))
        .type();
  }

  /** A streaming table keeps the columns that it has. */
  Schema existing(Schema table) {
    for (ColumnDefinition column : definition.columns()) {
      Column kept = table.find(column.name()).orElse(null);
      boolean same =
          kept != null && type(column).map(type -> type.equals(kept.type())).orElse(true);
      if (!same) {
        throw SchemaErrors.declarationChanged(dataset, column.name());
      }
    }
    checkClusters(table);
    return table;
  }

  private void checkClusters(Schema columns) {
    for (String name : definition.clusterBy()) {
      if (columns.find(name).isEmpty()) {
        throw SchemaErrors.unknownCluster(dataset, name, columns.names());
      }
    }
  }

  private void checkPartitions(Schema columns) {
    for (String name : definition.partitionBy()) {
      if (columns.find(name).isEmpty()) {
        throw SchemaErrors.unknownPartition(dataset, name, columns.names());
      }
    }
  }
}
