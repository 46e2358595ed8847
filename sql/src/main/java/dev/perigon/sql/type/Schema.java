package dev.perigon.sql.type;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The columns of a table or query, in order. Names are looked up without regard to case. */
public record Schema(List<Column> columns) {
  public Schema {
    columns = List.copyOf(columns);
  }

  public static Schema of(Column... columns) {
    return new Schema(List.of(columns));
  }

  public Optional<Column> find(String name) {
    return columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
  }

  public List<String> names() {
    return columns.stream().map(Column::name).toList();
  }

  /** As in Spark DDL: {@code id STRING NOT NULL, amount DECIMAL(12,2)}. */
  public String ddl() {
    return columns.stream()
        .map(
            c ->
                Identifiers.quoteIfNeeded(c.name())
                    + " "
                    + c.type().ddl()
                    + (c.nullable() ? "" : " NOT NULL"))
        .collect(Collectors.joining(", "));
  }
}
