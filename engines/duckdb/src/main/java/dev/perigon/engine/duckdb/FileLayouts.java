package dev.perigon.engine.duckdb;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of tables' Parquet files, which never change: of those that this engine wrote, and of
 * those that it has looked into. Thread-safe.
 */
final class FileLayouts {
  /** To look into each of more files would take longer than it is worth. */
  private static final int FEW_FILES = 64;

  private static final int MOST_KNOWN = 20_000;

  /** Of many files that are alike, the columns are kept once. */
  private final Map<List<String>, List<String>> layouts = new HashMap<>();

  private final Map<URI, List<String>> known =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<URI, List<String>> eldest) {
          return size() > MOST_KNOWN;
        }
      };

  /**
   * @param columns that a file has which this engine wrote
   */
  synchronized void wrote(URI file, Schema columns) {
    List<String> texts = texts(columns);
    known.put(file, layouts.computeIfAbsent(texts, same -> same));
  }

  /**
   * Whether all of {@code files}, which Perigon wrote, have the same columns, among them {@code
   * columns}.
   *
   * @param mayLook false when it is not worth a look into files that nobody knows; then false
   */
  boolean areAll(List<DataFile> files, Schema columns, boolean mayLook, Session session)
      throws SQLException {
    List<DataFile> unknown = unknown(files);
    if (!unknown.isEmpty()) {
      if (!mayLook || unknown.size() > FEW_FILES) {
        return false;
      }
      look(unknown, session);
    }
    synchronized (this) {
      List<String> first = known.get(files.get(0).location());
      return first != null
          && first.containsAll(texts(columns))
          && files.stream().allMatch(file -> first.equals(known.get(file.location())));
    }
  }

  private synchronized List<DataFile> unknown(List<DataFile> files) {
    return files.stream().filter(file -> !known.containsKey(file.location())).toList();
  }

  private void look(List<DataFile> files, Session session) throws SQLException {
    Map<Schema, List<StoredFile>> found = Inference.layouts(Inputs.stored(files), session);
    found.forEach((schema, alike) -> alike.forEach(file -> wrote(file.location(), schema)));
  }

  private static List<String> texts(Schema schema) {
    return schema.columns().stream()
        .map(column -> column.name() + " " + DuckDbTypes.name(column.type()))
        .toList();
  }
}
