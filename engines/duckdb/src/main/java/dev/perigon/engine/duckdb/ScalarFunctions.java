package dev.perigon.engine.duckdb;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.function.ObjIntConsumer;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBReadableVector;
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
    if (function.result() == Scalar.STRING) {
      var texts = new TextBatch(result);
      values(function, rows, (value, row) -> texts.add((String) value));
      texts.flush();
    } else {
      values(function, rows, (value, row) -> Vectors.write(result, row, value, function.result()));
    }
  }

  private static void values(
      JavaFunction function, DuckDBDataChunkReader rows, ObjIntConsumer<Object> to) {
    int count = (int) rows.rowCount();
    List<SqlType> types = function.parameters();
    int width = types.size();
    int read = width - function.literals();
    DuckDBReadableVector[] vectors = new DuckDBReadableVector[width];
    Object[] arguments = new Object[width];
    for (int i = 0; i < width; i++) {
      vectors[i] = rows.vector(i);
      arguments[i] = i < read || count == 0 ? null : Vectors.read(vectors[i], 0, types.get(i));
    }
    for (int row = 0; row < count; row++) {
      Object[] ofRow = arguments.clone();
      for (int i = 0; i < read; i++) {
        ofRow[i] = Vectors.read(vectors[i], row, types.get(i));
      }
      to.accept(function.implementation().apply(Arrays.asList(ofRow)), row);
    }
  }
}
