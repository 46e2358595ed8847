package dev.perigon.engine.files.csv;

import dev.perigon.engine.files.UnknownColumns;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fields of one file and the columns they go into.
 *
 * @param names of the fields, in the file's order
 * @param columns for each column of the schema the index of its field; negative when it has none
 */
public record CsvHeader(List<String> names, List<Integer> columns) {
  /** In place of a field: the column for rescued data. */
  static final int RESCUED = -1;

  /** In place of a field: the file lacks the column. */
  private static final int MISSING = -2;

  public CsvHeader {
    names = List.copyOf(names);
    columns = List.copyOf(columns);
  }

  /**
   * Reads the header of a file and matches it to {@code schema} by name, without regard to case.
   *
   * @return empty for a file without a header line
   * @throws dev.perigon.sql.error.PerigonException DATA when a column is missing, or there is one
   *     more than the schema has, unless the options allow it
   */
  public static Optional<CsvHeader> read(
      InputStream in, CsvOptions options, Schema schema, String file) throws IOException {
    try (var records = new CsvRecords(in, options)) {
      CsvRecord header = records.next();
      if (header == null) {
        return Optional.empty();
      }
      if (header.problem().isPresent()) {
        throw CsvErrors.broken(file, header.line(), header.problem().get());
      }
      return Optional.of(
          options.header()
              ? match(header.fields(), schema, options, file)
              : byPosition(schema, options));
    }
  }

  private static CsvHeader match(
      List<String> header, Schema schema, CsvOptions options, String file) {
    var names = new ArrayList<String>();
    for (int i = 0; i < header.size(); i++) {
      names.add(header.get(i) == null ? "_c" + i : header.get(i));
    }
    var columns = new ArrayList<Integer>();
    for (Column column : schema.columns()) {
      columns.add(isRescue(column, options) ? RESCUED : field(column.name(), names, options, file));
    }
    if (options.unknown() == UnknownColumns.FAIL) {
      refuseExtra(names, columns, file);
    }
    return new CsvHeader(names, columns);
  }

  private static int field(String column, List<String> names, CsvOptions options, String file) {
    int found = -1;
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).strip().equalsIgnoreCase(column.strip())) {
        if (found >= 0) {
          throw CsvErrors.duplicateColumn(file, column);
        }
        found = i;
      }
    }
    if (found < 0 && options.mayLackColumns()) {
      return MISSING;
    }
    if (found < 0) {
      throw CsvErrors.missingColumn(file, column, names);
    }
    return found;
  }

  private static void refuseExtra(List<String> names, List<Integer> columns, String file) {
    for (int i = 0; i < names.size(); i++) {
      if (!columns.contains(i)) {
        throw CsvErrors.extraColumn(file, names.get(i));
      }
    }
  }

  private static CsvHeader byPosition(Schema schema, CsvOptions options) {
    var names = new ArrayList<String>();
    var columns = new ArrayList<Integer>();
    for (Column column : schema.columns()) {
      if (isRescue(column, options)) {
        columns.add(RESCUED);
      } else {
        columns.add(names.size());
        names.add(column.name());
      }
    }
    return new CsvHeader(names, columns);
  }

  /** Whether the schema has every field of the file. */
  public boolean isKnown() {
    return columns.stream().filter(field -> field >= 0).count() == names.size();
  }

  private static boolean isRescue(Column column, CsvOptions options) {
    return options.rescuedDataColumn().filter(column.name()::equalsIgnoreCase).isPresent();
  }
}
