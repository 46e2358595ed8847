package dev.perigon.engine.duckdb;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The partition of a write of which all rows are in the same one, whatever is read: DuckDB would
 * sort them by it all the same, which takes longer than to write them.
 *
 * @param values text of each column's value; nulls are absent
 */
record OnePartition(List<Column> columns, Map<String, String> values) {
  /** Of which Delta's text is DuckDB's. */
  private static final Set<SqlType> PLAIN =
      Set.of(
          Scalar.STRING,
          Scalar.DATE,
          Scalar.BOOLEAN,
          Scalar.BYTE,
          Scalar.SHORT,
          Scalar.INTEGER,
          Scalar.LONG);

  private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

  /**
   * Empty when there may be several.
   *
   * @param query the columns that are written, by position as {@code table}'s
   * @param constants queries of values that are the same in all rows, by position
   */
  static Optional<OnePartition> of(
      Session session,
      Schema query,
      Schema table,
      List<Column> partitions,
      Map<Integer, String> constants)
      throws SQLException {
    List<String> items = new ArrayList<>();
    for (Column column : partitions) {
      int position = table.columns().indexOf(column);
      String constant = constants.get(position);
      if (constant == null || !PLAIN.contains(column.type())) {
        return Optional.empty();
      }
      items.add(StoreCast.expression("(" + constant + ")", query.columns().get(position), column));
    }
    boolean some = !items.isEmpty() && items.size() < table.columns().size();
    return some ? Optional.of(of(session, partitions, items)) : Optional.empty();
  }

  private static OnePartition of(Session session, List<Column> partitions, List<String> items)
      throws SQLException {
    return session
        .rows(
            "SELECT CAST(COLUMNS(*) AS VARCHAR) FROM (SELECT " + String.join(", ", items) + ")",
            row -> {
              Map<String, String> values = new HashMap<>();
              for (int i = 0; i < partitions.size(); i++) {
                String value = row.getString(i + 1);
                if (value != null && !value.isEmpty()) { // Delta has no empty text: it is null
                  values.put(partitions.get(i).name(), value);
                }
              }
              return new OnePartition(partitions, values);
            })
        .get(0);
  }

  /** Where in {@code table} its files are, for people: readers ask the log. */
  Path in(Path table) {
    Path folder = table;
    for (Column column : columns) {
      String value = values.getOrDefault(column.name(), NULL);
      folder = folder.resolve(encoded(column.name()) + "=" + encoded(value));
    }
    return folder;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
