package dev.perigon.sql.query;

import dev.perigon.sql.type.SqlType;
import java.util.List;
import java.util.function.Function;

/**
 * A scalar function that DuckDB cannot say: rendered queries call it by {@code name}, and the
 * engine registers it. Row by row and so slower than SQL: for exactness only. Thread-safe. It gets
 * boxed Java values (see {@code Rows.value}) and may get and return null.
 *
 * @param literals how many of the last parameters are literals in every call: they may be read once
 *     for many rows
 */
public record JavaFunction(
    String name,
    List<SqlType> parameters,
    SqlType result,
    int literals,
    Function<List<Object>, Object> implementation) {
  public JavaFunction {
    parameters = List.copyOf(parameters);
  }

  /** A function that may be called with anything. */
  public JavaFunction(
      String name,
      List<SqlType> parameters,
      SqlType result,
      Function<List<Object>, Object> implementation) {
    this(name, parameters, result, 0, implementation);
  }
}
