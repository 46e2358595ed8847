package dev.perigon.pipelines;

import dev.perigon.sql.query.Relation;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rules by which the schema of a stream of files changes. */
final class EvolvingSchema {
  private static final List<SqlType> NUMBERS = List.of(Scalar.INTEGER, Scalar.LONG, Scalar.DOUBLE);
  private static final List<SqlType> TIMES = List.of(Scalar.DATE, Scalar.TIMESTAMP_NTZ);

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
    return mode.isPresent() && (mode.get().addsColumns() || source.format().equals("parquet"));
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
      Optional<Column> other = found.find(column.name());
      boolean widens =
          mode.get() == Evolution.ADD_NEW_COLUMNS_WITH_TYPE_WIDENING
              && other.isPresent()
              && isWider(column.type(), other.get().type());
      columns.add(widens ? Column.of(column.name(), other.get().type()) : column);
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
      case RESCUE -> throw StreamErrors.cannotRescue(source, column.name());
      case NONE -> {
        // Left out.
      }
    }
  }

  private static boolean isWider(SqlType known, SqlType found) {
    for (List<SqlType> family : List.of(NUMBERS, TIMES)) {
      if (family.contains(known) && family.contains(found)) {
        return family.indexOf(known) < family.indexOf(found);
      }
    }
    return false;
  }
}
