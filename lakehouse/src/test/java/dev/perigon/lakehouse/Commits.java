package dev.perigon.lakehouse;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes commits for tests. */
final class Commits {
  static final Schema ID = Schema.of(Column.of("id", Scalar.LONG));

  private Commits() {}

  /** A file that the log can name; only tests that read rows need real Parquet. */
  static DataFile file(DeltaTable table, String name, long rows) {
    URI location = Locations.child(table.stagingFolder(), name);
    try {
      Path path = Path.of(location);
      Files.createDirectories(path.getParent());
      Files.writeString(path, name);
      return new DataFile(
          location,
          Files.size(path),
          Files.getLastModifiedTime(path).toMillis(),
          Map.of(),
          Optional.of(new FileStatistics(rows, Map.of())),
          new long[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Commit create(DataFile... files) {
    return write(Optional.empty(), false, Map.of(), files);
  }

  static Commit append(long readVersion, DataFile... files) {
    return write(Optional.of(readVersion), false, Map.of(), files);
  }

  static Commit replace(long readVersion, DataFile... files) {
    return write(Optional.of(readVersion), true, Map.of(), files);
  }

  static Commit write(
      Optional<Long> readVersion, boolean replace, Map<String, String> cursors, DataFile... files) {
    return new Commit(
        readVersion,
        ID,
        List.of(),
        Optional.empty(),
        Map.of(),
        replace ? Removal.EVERYTHING : Removal.NOTHING,
        List.of(files),
        cursors,
        "WRITE",
        Map.of("mode", replace ? "Overwrite" : "Append"));
  }

  /** Takes {@code removed} away and adds {@code files}. */
  static Commit rewrite(
      long readVersion, List<DataFile> removed, Map<String, String> cursors, DataFile... files) {
    return new Commit(
        Optional.of(readVersion),
        ID,
        List.of(),
        Optional.empty(),
        Map.of(),
        Removal.of(removed),
        List.of(files),
        cursors,
        "MERGE",
        Map.of());
  }
}
