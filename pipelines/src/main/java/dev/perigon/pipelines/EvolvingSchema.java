package dev.perigon.pipelines;

import dev.perigon.sql.query.Relation;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import dev.perigon.sql.type.WiderType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules by which the schema of a stream of files changes. */
final class EvolvingSchema {
  private final Relation.Files source;
  private final Optional<Evolution> mode;
  private final Optional<String> rescued;
  private final Map<String, String> rest;

  private EvolvingSchema(Relation.Files source, ReadOptions options) {
    this.source = source;
    this.rest = options.rest();
    boolean declared = source.options().containsKey("schema");
    boolean fixed = source.format().equals("text");
    this.mode =
        fixed
            ? Optional.empty()
            : declared
                ? options.evolution()
                : Optional.of(options.evolution().orElse(Evolution.ADD_NEW_COLUMNS));
    this.rescued =
        options
            .rescued()
            .or(
                () ->
                    mode.isPresent() && rescuesByItself(mode.get(), declared)
                        ? Optional.of(ReadOptions.RESCUED)
                        : Optional.empty());
  }

  static EvolvingSchema of(Relation.Files source) {
    return new EvolvingSchema(source, ReadOptions.of(source));
  }

  private static boolean rescuesByItself(Evolution mode, boolean declared) {
    return mode == Evolution.RESCUE || !declared && mode != Evolution.NONE;
  }

  /** For readers of the files. */
  Map<String, String> readerOptions() {
    Map<String, String> options = new HashMap<>(rest);
    mode.ifPresent(m -> options.put(Evolution.OPTION, m.option()));
    rescued.ifPresent(column -> options.put("rescueddatacolumn", column));
    return options;
  }

  Schema declared(Schema schema) {
    if (mode.isPresent() && mode.get().addsColumns()) {
      throw StreamErrors.declaredAndEvolving(source);
    }
    return withRescued(schema);
  }

  /** Whether new files may change what is known, or must be refused. */
  boolean looksAtFiles() {
    return mode.isPresent()
        && (mode.get().addsColumns()
            || mode.get() == Evolution.FAIL_ON_NEW_COLUMNS && source.format().equals("parquet"));
  }

  Schema withRescued(Schema schema) {
    if (rescued.isEmpty() || schema.find(rescued.get()).isPresent()) {
      return schema;
    }
    List<Column> columns = new ArrayList<>(schema.columns());
    columns.add(Column.of(rescued.get(), Scalar.STRING));
    return new Schema(columns);
  }

  Schema withoutRescued(Schema schema) {
    return new Schema(
        schema.columns().stream()
            .filter(c -> rescued.isEmpty() || !c.name().equalsIgnoreCase(rescued.get()))
            .toList());
  }

  /** What is known once files with {@code found} are, too. */
  Schema merged(Optional<Schema> known, Schema found) {
    if (known.isEmpty() || mode.isEmpty()) {
      return known.orElse(found);
    }
    List<Column> columns = new ArrayList<>();
    for (Column column : known.get().columns()) {
      Optional<SqlType> wider =
          found
              .find(column.name())
              .filter(other -> mode.get() == Evolution.ADD_NEW_COLUMNS_WITH_TYPE_WIDENING)
              .flatMap(other -> WiderType.ofBoth(column.type(), other.type()));
      columns.add(wider.map(type -> Column.of(column.name(), type)).orElse(column));
    }
    for (Column column : found.columns()) {
      if (known.get().find(column.name()).isEmpty()) {
        addNew(column, columns);
      }
    }
    return new Schema(columns);
  }

  private void addNew(Column column, List<Column> columns) {
    switch (mode.orElseThrow()) {
      case ADD_NEW_COLUMNS, ADD_NEW_COLUMNS_WITH_TYPE_WIDENING -> columns.add(column);
      case FAIL_ON_NEW_COLUMNS -> throw StreamErrors.newColumn(source, column.name());
      case RESCUE, NONE -> {
        // Readers rescue it, or leave it out.
      }
    }
  }
}
