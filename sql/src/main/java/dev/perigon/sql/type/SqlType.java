package dev.perigon.sql.type;

import java.util.stream.Collectors;

/** The type of a column, with Spark's meaning. */
public sealed interface SqlType {
  /** As written in Spark DDL, e.g. {@code DECIMAL(12,2)} or {@code ARRAY<STRING>}. */
  String ddl();

  /** Types without parameters. */
  enum Scalar implements SqlType {
    BOOLEAN("BOOLEAN"),
    BYTE("TINYINT"),
    SHORT("SMALLINT"),
    INTEGER("INT"),
    LONG("BIGINT"),
    FLOAT("FLOAT"),
    DOUBLE("DOUBLE"),
    STRING("STRING"),
    BINARY("BINARY"),
    DATE("DATE"),
    /** An instant, microseconds. */
    TIMESTAMP("TIMESTAMP"),
    /** A local date and time without zone, microseconds. */
    TIMESTAMP_NTZ("TIMESTAMP_NTZ"),
    DAY_TIME_INTERVAL("INTERVAL DAY TO SECOND"),
    YEAR_MONTH_INTERVAL("INTERVAL YEAR TO MONTH"),
    /** The type of NULL; cannot be stored. */
    VOID("VOID");

    private final String ddl;

    Scalar(String ddl) {
      this.ddl = ddl;
    }

    @Override
    public String ddl() {
      return ddl;
    }
  }

  /** Exact decimal, 1 ≤ precision ≤ 38, 0 ≤ scale ≤ precision. */
  record Decimal(int precision, int scale) implements SqlType {
    public Decimal {
      if (precision < 1 || precision > 38 || scale < 0 || scale > precision) {
        throw new IllegalArgumentException("No such decimal: (%d,%d)".formatted(precision, scale));
      }
    }

    @Override
    public String ddl() {
      return "DECIMAL(%d,%d)".formatted(precision, scale);
    }
  }

  record Array(SqlType element, boolean containsNull) implements SqlType {
    @Override
    public String ddl() {
      return "ARRAY<" + element.ddl() + ">";
    }
  }

  record MapOf(SqlType key, SqlType value, boolean valueContainsNull) implements SqlType {
    @Override
    public String ddl() {
      return "MAP<" + key.ddl() + ", " + value.ddl() + ">";
    }
  }

  record Struct(Schema fields) implements SqlType {
    @Override
    public String ddl() {
      return fields.columns().stream()
          .map(c -> Identifiers.quoteIfNeeded(c.name()) + ": " + c.type().ddl())
          .collect(Collectors.joining(", ", "STRUCT<", ">"));
    }
  }
}
