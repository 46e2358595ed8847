package dev.perigon.sql;

import static java.util.Objects.requireNonNull;

/** Where unqualified names live, e.g. {@code retail.c360}. */
public record Namespace(String catalog, String schema) {
  public Namespace {
    requireNonNull(catalog, "catalog is null");
    requireNonNull(schema, "schema is null");
  }

  @Override
  public String toString() {
    return catalog + "." + schema;
  }
}
