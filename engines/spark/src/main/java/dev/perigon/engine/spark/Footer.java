package dev.perigon.engine.spark;

import dev.perigon.lakehouse.ColumnBounds;
import dev.perigon.lakehouse.FileStatistics;
import dev.perigon.lakehouse.FileStatistics.ColumnStatistics;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.api.Binary;

/** Row count and column statistics of a Parquet file that Spark wrote, from its footer. */
final class Footer {
  private final Schema schema;
  private final Map<String, SqlType> types = new HashMap<>();

  private Footer(Schema schema) {
    this.schema = schema;
  }

  static FileStatistics read(StoredFile file, Schema schema, Configuration hadoop) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.location()), hadoop))) {
      return new Footer(schema).statistics(reader.getFooter().getBlocks());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private FileStatistics statistics(List<BlockMetaData> blocks) {
    leaves(schema, "");
    Map<String, List<ColumnChunkMetaData>> chunks = new HashMap<>();
    long rows = 0;
    for (BlockMetaData block : blocks) {
      rows += block.getRowCount();
      for (ColumnChunkMetaData chunk : block.getColumns()) {
        String path = chunk.getPath().toDotString();
        if (types.containsKey(path)) {
          chunks.computeIfAbsent(path, p -> new ArrayList<>()).add(chunk);
        }
      }
    }
    Map<String, ColumnStatistics> columns = new HashMap<>();
    chunks.forEach((path, parts) -> column(path, parts, columns));
    return new FileStatistics(rows, columns);
  }

  /** Columns and fields of structs; what lies in arrays and maps has no statistics. */
  private void leaves(Schema fields, String prefix) {
    for (Column column : fields.columns()) {
      if (column.type() instanceof SqlType.Struct struct) {
        leaves(struct.fields(), prefix + column.name() + ".");
      } else if (column.type() instanceof Scalar || column.type() instanceof SqlType.Decimal) {
        types.put(prefix + column.name(), column.type());
      }
    }
  }

  private void column(
      String path, List<ColumnChunkMetaData> parts, Map<String, ColumnStatistics> columns) {
    Statistics<?> all = null;
    boolean bounded = true;
    for (ColumnChunkMetaData part : parts) {
      Statistics<?> own = part.getStatistics();
      if (own == null || !own.isNumNullsSet()) {
        return;
      }
      bounded &= own.hasNonNullValue() || own.getNumNulls() == part.getValueCount();
      if (all == null) {
        all = own.copy();
      } else {
        all.mergeStatistics(own);
      }
    }
    boolean known = bounded && all.hasNonNullValue();
    SqlType type = types.get(path);
    Object min = known ? value(all.genericGetMin(), type) : null;
    Object max = known ? value(all.genericGetMax(), type) : null;
    columns.put(path, ColumnBounds.of(type, min, max, all.getNumNulls()));
  }

  /** What Parquet stores as a Java value of {@code type}; null when it has no order that counts. */
  private static Object value(Object stored, SqlType type) {
    if (type instanceof SqlType.Decimal decimal) {
      BigInteger unscaled =
          stored instanceof Binary bytes
              ? new BigInteger(bytes.getBytes())
              : BigInteger.valueOf(((Number) stored).longValue());
      return new BigDecimal(unscaled, decimal.scale());
    }
    return switch ((Scalar) type) {
      case STRING -> ((Binary) stored).toStringUsingUTF8();
      case DATE -> LocalDate.ofEpochDay(((Number) stored).longValue());
      case TIMESTAMP -> instant((Long) stored);
      case TIMESTAMP_NTZ -> LocalDateTime.ofInstant(instant((Long) stored), ZoneOffset.UTC);
      case BYTE, SHORT, INTEGER, LONG, FLOAT, DOUBLE -> stored;
      default -> null;
    };
  }

  private static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
