package dev.perigon.sql.catalyst;

import java.util.List;

/** Entries that belong together, and the DuckDB macros that their texts call. */
interface EntryGroup {
  /** Heading in the reference, e.g. {@code String functions}. */
  String title();

  List<Entry<?>> entries();

  /** {@code CREATE MACRO} statements; names start with {@code perigon_}. */
  default List<String> macros() {
    return List.of();
  }

  /** Functions in Java that the entries or macros call; names start with {@code perigon_}. */
  default List<dev.perigon.sql.query.JavaFunction> functions() {
    return List.of();
  }
}
