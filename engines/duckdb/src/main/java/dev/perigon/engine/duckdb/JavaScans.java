package dev.perigon.engine.duckdb;

import dev.perigon.engine.files.SourceRows;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;

/** The table function {@code perigon_scan(id)}. SQL can name no file through it. */
final class JavaScans implements DuckDBTableFunction<JavaScan, AtomicInteger, JavaScans.Position> {
  /** Where one thread is, and the rows that it passes on together. */
  static final class Position {
    private SourceRows part;
    private Object[][] rows = {};
  }

  private final Map<Long, JavaScan> scans = new ConcurrentHashMap<>();
  private final AtomicLong ids = new AtomicLong();

  void register(DuckDBConnection connection) throws SQLException {
    try (var builder = DuckDBFunctions.tableFunction();
        var id = DuckDBLogicalType.of(org.duckdb.DuckDBColumnType.BIGINT)) {
      builder.withName("perigon_scan").withParameter(id).withFunction(this).register(connection);
    }
  }

  long add(JavaScan scan) {
    long id = ids.incrementAndGet();
    scans.put(id, scan);
    return id;
  }

  void remove(long id) {
    scans.remove(id);
  }

  @Override
  public JavaScan bind(DuckDBTableFunctionBindInfo info) throws SQLException {
    JavaScan scan = scans.get(info.getParameter(0).getLong());
    List<Column> columns = scan.schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      try (DuckDBLogicalType type = Vectors.type(passed(columns.get(i).type()))) {
        info.addResultColumn("c" + i, type);
      }
    }
    return scan;
  }

  @Override
  public AtomicInteger init(DuckDBTableFunctionInitInfo info) {
    JavaScan scan = info.getBindData();
    info.setMaxThreads(scan.threads());
    return new AtomicInteger();
  }

  @Override
  public Position localInit(DuckDBTableFunctionInitInfo info) {
    return new Position();
  }

  @Override
  public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter out) {
    JavaScan scan = info.getBindData();
    try {
      return fill(scan, info.getInitData(), info.getLocalInitData(), out);
    } catch (IOException e) {
      scan.failed(new UncheckedIOException(e));
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      scan.failed(e);
      throw e;
    }
  }

  private static long fill(
      JavaScan scan, AtomicInteger nextPart, Position position, DuckDBDataChunkWriter out)
      throws IOException {
    if (position.rows.length == 0) {
      position.rows = new Object[(int) out.capacity()][];
    }
    int count = read(scan, nextPart, position);
    List<Column> columns = scan.schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      Vectors.write(out.vector(i), position.rows, count, i, passed(columns.get(i).type()));
    }
    return count;
  }

  /** How many rows there are; fewer than fit only after the last. */
  private static int read(JavaScan scan, AtomicInteger nextPart, Position position)
      throws IOException {
    int count = 0;
    while (count < position.rows.length) {
      if (position.part == null) {
        int next = nextPart.getAndIncrement();
        if (next >= scan.parts()) {
          return count;
        }
        position.part = scan.open(next);
      }
      Object[] row = position.part.next();
      if (row == null) {
        scan.close(position.part);
        position.part = null;
      } else {
        position.rows[count++] = row;
      }
    }
    return count;
  }

  /** Bytes pass as text: that which they are the UTF-8 of, or as {@link TextVectors} says. */
  private static SqlType passed(SqlType type) {
    return type == Scalar.BINARY ? Scalar.STRING : type;
  }
}
