package dev.perigon.sql;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Locale;

/**
 * Fully qualified name of a dataset or table, e.g. {@code retail.c360.src_customers}. Names are
 * kept as written and compared without regard to case.
 */
public record TableName(String catalog, String schema, String table)
    implements Comparable<TableName> {
  public TableName {
    requireNonNull(catalog, "catalog is null");
    requireNonNull(schema, "schema is null");
    requireNonNull(table, "table is null");
  }

  /** Qualifies one to three name parts, filling missing ones from {@code defaults}. */
  public static TableName of(List<String> parts, Namespace defaults) {
    return switch (parts.size()) {
      case 1 -> new TableName(defaults.catalog(), defaults.schema(), parts.get(0));
      case 2 -> new TableName(defaults.catalog(), parts.get(0), parts.get(1));
      case 3 -> new TableName(parts.get(0), parts.get(1), parts.get(2));
      default -> throw new IllegalArgumentException("A name has one to three parts: " + parts);
    };
  }

  /** The same table under another name in the same schema. */
  public TableName sibling(String otherTable) {
    return new TableName(catalog, schema, otherTable);
  }

  private String key() {
    return (catalog + "." + schema + "." + table).toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TableName that && key().equals(that.key());
  }

  @Override
  public int hashCode() {
    return key().hashCode();
  }

  @Override
  public int compareTo(TableName that) {
    return key().compareTo(that.key());
  }

  @Override
  public String toString() {
    return catalog + "." + schema + "." + table;
  }
}
