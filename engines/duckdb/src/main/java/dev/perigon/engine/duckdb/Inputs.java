package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.SourceReader;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes the views that rendered queries read their inputs from. */
final class Inputs {
  private final ZoneId zone;
  private final boolean checked;

  /**
   * @param checked true to look through CSV files first, so that DuckDB's reader is used only where
   *     it will not fail
   */
  Inputs(ZoneId zone, boolean checked) {
    this.zone = zone;
    this.checked = checked;
  }

  /** Whether {@code error} may come from a CSV file that only the exact reader can judge. */
  static boolean isDoubtful(SQLException error) {
    return String.valueOf(error.getMessage()).contains("CSV");
  }

  void bind(Session session, BoundQuery query) throws SQLException {
    session.setClock(query.asOf());
    for (int i = 0; i < query.slices().size(); i++) {
      String name = "input_" + i;
      session.execute(
          "CREATE TEMP VIEW %s AS %s"
              .formatted(name, select(session, name, query.slices().get(i))));
    }
  }

  private String select(Session session, String name, Slice slice) throws SQLException {
    if (slice instanceof Slice.Delta delta) {
      return delta.files().isEmpty() ? empty(delta.schema()) : delta(session, name, delta);
    }
    var source = (SourceFiles) slice;
    if (source.files().isEmpty()) {
      return empty(source.schema());
    }
    if (source.format().equals("csv")) {
      return csv(session, new CsvInput(source, session, zone));
    }
    List<Path> local = source.files().stream().map(session::local).toList();
    if (source.format().equals("parquet")) {
      Inference.checkParquet(source, session);
      return parquet(session, source.schema(), local);
    }
    var reader = new SourceReader(source, zone, new LocalSources(session));
    if (source.format().equals("json")) {
      session.judge(() -> SourceJudge.verdict(source, reader));
      return JsonInput.select(source, local, zone);
    }
    List<JavaScan.Opener> parts =
        source.files().stream().<JavaScan.Opener>map(file -> () -> reader.open(file)).toList();
    var scan = new JavaScan(source.schema(), parts, false);
    return selectScan(scan.schema(), session.table(scan));
  }

  /** How files of one table must be read. */
  private record Reading(boolean int96, boolean legacy) {
    static Reading of(Path file, Set<String> int96, Set<String> legacy) {
      return new Reading(int96.contains(file.toString()), legacy.contains(file.toString()));
    }

    Schema physical(Schema schema) {
      return int96 ? Int96Files.localTimes(schema) : schema;
    }

    String guarded(String select, Schema schema) {
      return legacy ? LegacyCalendar.guarded(select, schema) : select;
    }
  }

  private String delta(Session session, String name, Slice.Delta slice) throws SQLException {
    List<Path> paths = localData(session, slice.files());
    Set<String> int96 = Int96Files.among(paths, slice.physicalSchema(), zone, session);
    Set<String> legacy = LegacyCalendar.among(paths, slice.physicalSchema(), session);
    Map<Reading, List<DataFile>> alike = new LinkedHashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      Reading reading = Reading.of(paths.get(i), int96, legacy);
      alike.computeIfAbsent(reading, r -> new ArrayList<>()).add(slice.files().get(i));
    }
    var parts = new ArrayList<String>();
    for (Map.Entry<Reading, List<DataFile>> group : alike.entrySet()) {
      Reading reading = group.getKey();
      Schema physical = reading.physical(slice.physicalSchema());
      var part =
          new Slice.Delta(slice.schema(), physical, slice.partitionColumns(), group.getValue());
      String select =
          new DeltaInput(part, localData(session, group.getValue()))
              .select(session, name + "_" + parts.size());
      parts.add(reading.guarded(select, slice.schema()));
    }
    return String.join(" UNION ALL ", parts);
  }

  private String parquet(Session session, Schema schema, List<Path> files) throws SQLException {
    Set<String> int96 = Int96Files.among(files, schema, zone, session);
    Set<String> legacy = LegacyCalendar.among(files, schema, session);
    Map<Reading, List<Path>> alike = new LinkedHashMap<>();
    for (Path file : files) {
      alike
          .computeIfAbsent(Reading.of(file, int96, legacy), reading -> new ArrayList<>())
          .add(file);
    }
    return alike.entrySet().stream()
        .map(
            group -> {
              Reading reading = group.getKey();
              String select =
                  ParquetInput.select(schema, reading.physical(schema), group.getValue(), "");
              return reading.guarded(select, schema);
            })
        .collect(Collectors.joining(" UNION ALL "));
  }

  private String csv(Session session, CsvInput input) throws SQLException {
    if (input.isEmpty()) {
      return empty(input.schema());
    }
    if (!input.fits() || (checked || input.mustCheck()) && !passes(session, input)) {
      JavaScan scan = input.exact();
      return selectScan(scan.schema(), session.table(scan));
    }
    return input.fast();
  }

  private static boolean passes(Session session, CsvInput input) throws SQLException {
    try {
      session.rows(input.check(), row -> row.getLong(1));
      return true;
    } catch (SQLException e) {
      if (isDoubtful(e) || DuckDbErrors.hidden(e)) {
        return false;
      }
      throw e;
    }
  }

  private static String selectScan(Schema schema, String table) {
    var items = new ArrayList<String>();
    for (int i = 0; i < schema.columns().size(); i++) {
      Column column = schema.columns().get(i);
      String value = column.type() == Scalar.BINARY ? "encode(c" + i + ")" : "c" + i;
      items.add(value + " AS " + quoteForDuckDb(column.name()));
    }
    return "SELECT %s FROM %s".formatted(String.join(", ", items), table);
  }

  private static List<Path> localData(Session session, List<DataFile> data) {
    return data.stream()
        .map(file -> new StoredFile(file.location(), file.size(), file.modified()))
        .map(session::local)
        .toList();
  }

  /** No rows, right types. */
  static String empty(Schema schema) {
    return schema.columns().stream()
        .map(
            c ->
                "CAST(NULL AS %s) AS %s"
                    .formatted(DuckDbTypes.name(c.type()), quoteForDuckDb(c.name())))
        .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
  }
}
