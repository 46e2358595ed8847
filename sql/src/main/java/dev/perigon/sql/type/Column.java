package dev.perigon.sql.type;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** A named, typed column or struct field. */
public record Column(String name, SqlType type, boolean nullable, Optional<String> comment) {
  public Column {
    requireNonNull(name, "name is null");
    requireNonNull(type, "type is null");
    requireNonNull(comment, "comment is null");
  }

  /** A nullable column without comment. */
  public static Column of(String name, SqlType type) {
    return new Column(name, type, true, Optional.empty());
  }
}
