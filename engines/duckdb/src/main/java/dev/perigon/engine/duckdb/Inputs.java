package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.quoteForDuckDb;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.KinesisRecords;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.type.Schema;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Makes what rendered queries read their inputs from. */
final class Inputs {
  private final ZoneId zone;
  private final Trust trust;

  Inputs(ZoneId zone, Trust trust) {
    this.zone = zone;
    this.trust = trust;
  }

  /** Whether {@code error} may come from a file that only another reading can judge. */
  static boolean isDoubtful(SQLException error) {
    return String.valueOf(error.getMessage()).contains("CSV");
  }

  /**
   * The text to run, without dictionaries. An input that is read once stands in its place: a view
   * costs a statement, and is planned twice.
   */
  String bind(Session session, BoundQuery query, Rendering.Sql sql) throws SQLException {
    session.setClock(query.asOf());
    InputMentions mentions = InputMentions.in(sql.text());
    Map<Integer, Set<String>> columns = sql.columns();
    Map<Integer, String> inPlace = new HashMap<>();
    for (int i = 0; i < query.slices().size(); i++) {
      String name = "input_" + i;
      Slice all = query.slices().get(i);
      Slice slice = columns.containsKey(i) ? NarrowSlice.of(all, columns.get(i)) : all;
      String select = select(session, name, slice);
      if (sql.encoded().isEmpty() && mentions.of(i) == 1) {
        inPlace.put(i, select);
      } else {
        session.createView(name, select);
      }
    }
    return mentions.replacedBy(inPlace);
  }

  private String select(Session session, String name, Slice slice) throws SQLException {
    if (slice instanceof Slice.Delta delta) {
      return delta.files().isEmpty() ? empty(delta.schema()) : delta(session, name, delta);
    }
    if (slice instanceof Slice.Changes changes) {
      return changes(session, name, changes);
    }
    if (slice instanceof KafkaRecords records) {
      return KafkaInput.select(records, session);
    }
    if (slice instanceof KinesisRecords records) {
      return KinesisInput.select(records, session);
    }
    return new SourceInput((SourceFiles) slice, session, zone, trust).select(name);
  }

  private String changes(Session session, String name, Slice.Changes changes) throws SQLException {
    var parts = new ArrayList<String>();
    for (Slice.Delta part : changes.parts()) {
      parts.add(select(session, name + "_" + parts.size(), part));
    }
    return parts.isEmpty() ? empty(changes.schema()) : String.join(" UNION ALL ", parts);
  }

  private String delta(Session session, String name, Slice.Delta slice) throws SQLException {
    List<Path> paths = localData(session, slice.files());
    List<Path> foreign = foreign(slice.files(), paths);
    Set<String> int96 = Int96Files.among(foreign, slice.physicalSchema(), zone, session);
    Set<String> legacy = LegacyCalendar.among(foreign, slice.physicalSchema(), session);
    Map<FileReading, List<DataFile>> alike = new LinkedHashMap<>();
    for (int i = 0; i < paths.size(); i++) {
      FileReading reading = FileReading.of(paths.get(i), int96, legacy);
      alike.computeIfAbsent(reading, r -> new ArrayList<>()).add(slice.files().get(i));
    }
    var parts = new ArrayList<String>();
    for (Map.Entry<FileReading, List<DataFile>> group : alike.entrySet()) {
      FileReading reading = group.getKey();
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

  /** The paths of files that may need another reading; to find out costs a look into each. */
  private static List<Path> foreign(List<DataFile> files, List<Path> paths) {
    return IntStream.range(0, paths.size())
        .filter(i -> files.get(i).writer() != DataFile.Writer.PERIGON)
        .mapToObj(paths::get)
        .toList();
  }

  private static List<Path> localData(Session session, List<DataFile> data) {
    return stored(data).stream().map(session::local).toList();
  }

  static List<StoredFile> stored(List<DataFile> data) {
    return data.stream()
        .map(file -> new StoredFile(file.location(), file.size(), file.modified()))
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
