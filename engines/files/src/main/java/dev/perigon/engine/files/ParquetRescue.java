package dev.perigon.engine.files;

import static java.util.stream.Collectors.joining;

import dev.perigon.engine.SourceFiles;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How Parquet files of one layout are read when what does not fit is to be rescued: columns to read
 * as they are, and what to make of them, in Spark's SQL.
 *
 * @param raw the columns to read from the files
 * @param expressions over {@code raw} and {@link #FILE}, one for each column of the source
 */
public record ParquetRescue(Schema raw, List<String> expressions) {
  /** The column with the name of each row's file, beside those of {@code raw}. */
  public static final String FILE = "__perigon_file";

  private static final String OPTIONS =
      "map('timestampFormat', 'yyyy-MM-dd\\'T\\'HH:mm:ss.SSSSSSXXX', 'timestampNTZFormat',"
          + " 'yyyy-MM-dd\\'T\\'HH:mm:ss.SSSSSS')";

  public ParquetRescue {
    expressions = List.copyOf(expressions);
  }

  /** Whether {@code source} asks for more than columns that fit. */
  public static boolean applies(SourceFiles source) {
    return rescued(source).isPresent() || unknown(source) == UnknownColumns.FAIL;
  }

  private static Optional<String> rescued(SourceFiles source) {
    return Optional.ofNullable(source.options().get("rescueddatacolumn"))
        .filter(name -> !name.isEmpty());
  }

  private static UnknownColumns unknown(SourceFiles source) {
    return UnknownColumns.of(source.options(), rescued(source).isPresent(), UnknownColumns.IGNORE);
  }

  /**
   * Empty for files with {@code stored} columns that fit, all of them.
   *
   * @param file one of the files, for messages
   * @throws dev.perigon.sql.error.PerigonException SCHEMA for columns that must not be there
   */
  public static Optional<ParquetRescue> of(String file, Schema stored, SourceFiles source) {
    Optional<String> rescued = rescued(source);
    Schema declared =
        new Schema(
            source.schema().columns().stream()
                .filter(c -> !c.name().equalsIgnoreCase(rescued.orElse("")))
                .toList());
    for (Column column : stored.columns()) {
      if (unknown(source) == UnknownColumns.FAIL && declared.find(column.name()).isEmpty()) {
        throw FileErrors.unknownColumn(file, column.name());
      }
    }
    if (rescued.isEmpty()) {
      ParquetColumns.check(file, stored, declared);
      return Optional.empty();
    }
    source
        .schema()
        .find(rescued.get())
        .filter(column -> column.type() != Scalar.STRING)
        .ifPresent(
            column -> {
              throw FileErrors.rescuedType(column);
            });
    var layout = new Layout(stored, declared);
    return layout.rest.isEmpty()
        ? Optional.empty()
        : Optional.of(layout.rescue(source.schema(), rescued.get()));
  }

  /** Compares what files have with what is declared. */
  private static final class Layout {
    private final Schema declared;
    private final List<Column> raw = new ArrayList<>();

    /**
     * What is rescued: the columns of the files, and the expressions that are null when they fit.
     */
    private final List<Column> rest = new ArrayList<>();

    private final List<String> values = new ArrayList<>();

    Layout(Schema stored, Schema declared) {
      this.declared = declared;
      for (Column column : stored.columns()) {
        Optional<Column> wanted = declared.find(column.name());
        boolean fits =
            wanted.isPresent()
                && ParquetColumns.fits(column.type(), wanted.get().type())
                && !ParquetColumns.narrows(column.type(), wanted.get().type());
        if (fits && !ParquetColumns.hasMore(column.type(), wanted.get().type())) {
          raw.add(Column.of(column.name(), wanted.get().type()));
        } else {
          raw.add(Column.of(column.name(), column.type()));
          rest.add(column);
          values.add(rest(column, wanted));
        }
      }
    }

    private static String rest(Column column, Optional<Column> wanted) {
      String name = Identifiers.quote(column.name());
      return wanted.isPresent() && ParquetColumns.narrows(column.type(), wanted.get().type())
          ? "CASE WHEN %s IS NULL THEN %s END".formatted(narrowed(name, wanted.get()), name)
          : name;
    }

    /** The value where the wanted type holds it exactly. */
    private static String narrowed(String value, Column wanted) {
      String type = wanted.type().ddl();
      long whole =
          wanted.type() == Scalar.DOUBLE ? 1L << 53 : wanted.type() == Scalar.FLOAT ? 1L << 24 : 0;
      return whole == 0
          ? "try_cast(%s AS %s)".formatted(value, type)
          : "CASE WHEN %1$s BETWEEN -%2$d AND %2$d THEN CAST(%1$s AS %3$s) END"
              .formatted(value, whole, type);
    }

    ParquetRescue rescue(Schema all, String rescued) {
      List<String> expressions = new ArrayList<>();
      for (Column column : all.columns()) {
        expressions.add(column.name().equalsIgnoreCase(rescued) ? json() : value(column));
      }
      return new ParquetRescue(new Schema(raw), expressions);
    }

    private String value(Column wanted) {
      Optional<Column> found = new Schema(raw).find(wanted.name());
      String none = "CAST(NULL AS %s)".formatted(wanted.type().ddl());
      if (found.isEmpty()) {
        return none;
      }
      SqlType type = found.get().type();
      String name = Identifiers.quote(found.get().name());
      if (rest.stream().noneMatch(c -> c.name().equalsIgnoreCase(wanted.name()))) {
        return name;
      }
      if (ParquetColumns.narrows(type, wanted.type())) {
        return narrowed(name, wanted);
      }
      return ParquetColumns.fits(type, wanted.type())
          ? Projection.of(name, type, wanted.type(), 0).orElse(none)
          : none;
    }

    private String json() {
      var fields = new ArrayList<String>();
      for (int i = 0; i < rest.size(); i++) {
        fields.add(Identifiers.literal(rest.get(i).name()) + ", " + values.get(i));
      }
      fields.add("'_file_path', " + FILE);
      return "CASE WHEN %s THEN to_json(named_struct(%s), %s) END"
          .formatted(
              values.stream().map(v -> "(%s) IS NOT NULL".formatted(v)).collect(joining(" OR ")),
              String.join(", ", fields),
              OPTIONS);
    }
  }

  /** Leaves out the fields of structs that are not declared. */
  private static final class Projection {
    private Projection() {}

    /** Empty where it cannot be said. */
    static Optional<String> of(String value, SqlType stored, SqlType declared, int depth) {
      if (ParquetColumns.sameShape(stored, declared)) {
        return Optional.of(
            stored.equals(declared) ? value : "CAST(%s AS %s)".formatted(value, declared.ddl()));
      }
      if (stored instanceof SqlType.Array from && declared instanceof SqlType.Array to) {
        String item = "x" + depth;
        return of(item, from.element(), to.element(), depth + 1)
            .map(element -> "transform(%s, %s -> %s)".formatted(value, item, element));
      }
      return stored instanceof SqlType.Struct from && declared instanceof SqlType.Struct to
          ? struct(value, from, to, depth)
          : Optional.empty();
    }

    private static Optional<String> struct(
        String value, SqlType.Struct stored, SqlType.Struct declared, int depth) {
      var fields = new ArrayList<String>();
      for (Column field : declared.fields().columns()) {
        Optional<Column> found = stored.fields().find(field.name());
        Optional<String> item =
            found.isEmpty()
                ? Optional.of("CAST(NULL AS %s)".formatted(field.type().ddl()))
                : of(
                    value + "." + Identifiers.quote(found.get().name()),
                    found.get().type(),
                    field.type(),
                    depth);
        if (item.isEmpty()) {
          return Optional.empty();
        }
        fields.add(Identifiers.literal(field.name()) + ", " + item.get());
      }
      return Optional.of(
          "CASE WHEN %s IS NOT NULL THEN named_struct(%s) END"
              .formatted(value, String.join(", ", fields)));
    }
  }
}
