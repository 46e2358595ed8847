package dev.perigon.pipelines;

import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Makes a query's columns fit a table's: by name, with Spark's rules for storing. */
final class OutputFit {
  private static final Set<SqlType> NUMBERS =
      Set.of(Scalar.BYTE, Scalar.SHORT, Scalar.INTEGER, Scalar.LONG, Scalar.FLOAT, Scalar.DOUBLE);
  private static final Set<SqlType> WHOLE =
      Set.of(Scalar.BYTE, Scalar.SHORT, Scalar.INTEGER, Scalar.LONG);
  private static final Set<SqlType> TIMES =
      Set.of(Scalar.DATE, Scalar.TIMESTAMP, Scalar.TIMESTAMP_NTZ);

  private final String dataset;
  private final Origin origin;

  OutputFit(String dataset, Origin origin) {
    this.dataset = dataset;
    this.origin = origin;
  }

  /** The table that a query with these columns makes: every column may be null. */
  Schema table(Schema query) {
    Set<String> seen = new HashSet<>();
    for (Column column : query.columns()) {
      if (!seen.add(column.name().toLowerCase(Locale.ROOT))) {
        throw SchemaErrors.sameColumnTwice(dataset, column.name(), origin);
      }
      if (column.name().isEmpty() || column.name().matches("(?s).*[ ,;{}()\\n\\t=].*")) {
        throw SchemaErrors.columnName(dataset, column.name(), origin);
      }
      if (!storable(column.type())) {
        throw SchemaErrors.notStorable(dataset, column, origin);
      }
    }
    return nullable(query);
  }

  /** The same where every value may be null. */
  static Schema nullable(Schema schema) {
    return new Schema(
        schema.columns().stream()
            .map(c -> new Column(c.name(), nullable(c.type()), true, c.comment()))
            .toList());
  }

  static SqlType nullable(SqlType type) {
    if (type instanceof SqlType.Array array) {
      return new SqlType.Array(nullable(array.element()), true);
    }
    if (type instanceof SqlType.MapOf map) {
      return new SqlType.MapOf(nullable(map.key()), nullable(map.value()), true);
    }
    if (type instanceof SqlType.Struct struct) {
      return new SqlType.Struct(nullable(struct.fields()));
    }
    return type;
  }

  private static boolean storable(SqlType type) {
    if (type instanceof SqlType.Array array) {
      return storable(array.element());
    }
    if (type instanceof SqlType.MapOf map) {
      return storable(map.key()) && storable(map.value());
    }
    if (type instanceof SqlType.Struct struct) {
      return struct.fields().columns().stream().allMatch(field -> storable(field.type()));
    }
    return type != Scalar.VOID
        && type != Scalar.DAY_TIME_INTERVAL
        && type != Scalar.YEAR_MONTH_INTERVAL;
  }

  /** The same for a query that must have all of the columns. */
  Optional<SqlText> fitted(SqlText query, Schema columns, Schema table) {
    return fitted(query, columns, table, column -> false);
  }

  /**
   * The query to run instead of {@code query} so that its rows have {@code table}'s columns; empty
   * when they already do.
   *
   * @param mayLack columns that are null when the query has not got them
   */
  Optional<SqlText> fitted(SqlText query, Schema columns, Schema table, Predicate<Column> mayLack) {
    Set<String> wanted =
        table.names().stream().map(n -> n.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    for (Column column : columns.columns()) {
      if (!wanted.contains(column.name().toLowerCase(Locale.ROOT))) {
        throw SchemaErrors.extraColumn(dataset, column.name(), table.names(), origin);
      }
    }
    for (Column column : table.columns()) {
      Optional<Column> from = columns.find(column.name());
      if (from.isEmpty() && !mayLack.test(column)) {
        throw SchemaErrors.missingColumn(dataset, column.name(), columns.names(), origin);
      }
      if (from.isPresent() && !assignable(from.get().type(), column.type())) {
        throw SchemaErrors.wrongType(dataset, from.get(), column, origin);
      }
    }
    return sameShape(columns, table) ? Optional.empty() : Optional.of(cast(query, columns, table));
  }

  private static boolean sameShape(Schema columns, Schema table) {
    if (columns.columns().size() != table.columns().size()) {
      return false;
    }
    for (int i = 0; i < columns.columns().size(); i++) {
      Column from = columns.columns().get(i);
      Column to = table.columns().get(i);
      if (!from.name().equalsIgnoreCase(to.name())
          || !nullable(from.type()).equals(nullable(to.type()))) {
        return false;
      }
    }
    return true;
  }

  private static SqlText cast(SqlText query, Schema columns, Schema table) {
    String list =
        table.columns().stream()
            .map(to -> columns.find(to.name()).map(from -> expression(from, to)).orElse(none(to)))
            .collect(Collectors.joining(", "));
    return PlacedText.after("FROM (", query, ") AS output SELECT " + list);
  }

  private static String none(Column to) {
    return "CAST(NULL AS %s) AS %s".formatted(to.type().ddl(), Identifiers.quote(to.name()));
  }

  private static String expression(Column from, Column to) {
    String name = Identifiers.quote(from.name());
    String value =
        nullable(from.type()).equals(nullable(to.type()))
            ? name
            : "CAST(%s AS %s)".formatted(name, to.type().ddl());
    return value + " AS " + Identifiers.quote(to.name());
  }

  /** Spark's ANSI store assignment, but fractions are never cut off to make whole numbers. */
  private static boolean assignable(SqlType from, SqlType to) {
    if (nullable(from).equals(nullable(to)) || from == Scalar.VOID) {
      return true;
    }
    if (from instanceof SqlType.Array a && to instanceof SqlType.Array b) {
      return assignable(a.element(), b.element());
    }
    if (from instanceof SqlType.MapOf a && to instanceof SqlType.MapOf b) {
      return assignable(a.key(), b.key()) && assignable(a.value(), b.value());
    }
    if (from instanceof SqlType.Struct a && to instanceof SqlType.Struct b) {
      return structs(a.fields(), b.fields());
    }
    if (isNumber(from) && isNumber(to)) {
      return WHOLE.contains(from) || !WHOLE.contains(to);
    }
    boolean plain = !isNested(from) && from != Scalar.BINARY;
    return (to == Scalar.STRING && plain) || (TIMES.contains(from) && TIMES.contains(to));
  }

  private static boolean structs(Schema from, Schema to) {
    if (!from.names().equals(to.names())) {
      return false;
    }
    for (int i = 0; i < from.columns().size(); i++) {
      if (!assignable(from.columns().get(i).type(), to.columns().get(i).type())) {
        return false;
      }
    }
    return true;
  }

  private static boolean isNumber(SqlType type) {
    return NUMBERS.contains(type) || type instanceof SqlType.Decimal;
  }

  private static boolean isNested(SqlType type) {
    return type instanceof SqlType.Array
        || type instanceof SqlType.MapOf
        || type instanceof SqlType.Struct;
  }
}
