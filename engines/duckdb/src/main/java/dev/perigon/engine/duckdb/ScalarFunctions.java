package dev.perigon.engine.duckdb;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBWritableVector;

/** Makes Java functions callable from SQL. */
final class ScalarFunctions {
  private ScalarFunctions() {}

  static void register(DuckDBConnection connection, List<JavaFunction> functions)
      throws SQLException {
    for (JavaFunction function : functions) {
      register(connection, function);
    }
  }

  private static void register(DuckDBConnection connection, JavaFunction function)
      throws SQLException {
    try (var builder = DuckDBFunctions.scalarFunction()) {
      builder.withName(function.name());
      for (SqlType parameter : function.parameters()) {
        try (DuckDBLogicalType type = Vectors.type(parameter)) {
          builder.withParameter(type);
        }
      }
      try (DuckDBLogicalType type = Vectors.type(function.result())) {
        builder.withReturnType(type);
      }
      builder.withVectorizedFunction((rows, result) -> apply(function, rows, result));
      builder.register(connection);
    }
  }

  private static void apply(
      JavaFunction function, DuckDBDataChunkReader rows, DuckDBWritableVector result) {
    int width = function.parameters().size();
    for (long row = 0; row < rows.rowCount(); row++) {
      List<Object> arguments = new ArrayList<>(width);
      for (int i = 0; i < width; i++) {
        arguments.add(Vectors.read(rows.vector(i), row, function.parameters().get(i)));
      }
      Vectors.write(result, row, function.implementation().apply(arguments), function.result());
    }
  }
}
