package dev.perigon.engine.duckdb;

import dev.perigon.sql.type.Schema;
import java.nio.file.Path;
import java.util.Set;

/** How a Parquet file must be read. */
record FileReading(boolean int96, boolean legacy) {
  static FileReading of(Path file, Set<String> int96, Set<String> legacy) {
    return new FileReading(int96.contains(file.toString()), legacy.contains(file.toString()));
  }

  Schema physical(Schema schema) {
    return int96 ? Int96Files.localTimes(schema) : schema;
  }

  String guarded(String select, Schema schema) {
    return legacy ? LegacyCalendar.guarded(select, schema) : select;
  }
}
