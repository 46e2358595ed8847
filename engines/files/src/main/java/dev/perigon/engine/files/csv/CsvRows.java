package dev.perigon.engine.files.csv;

import dev.perigon.engine.files.RescuedData;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.engine.files.UnknownColumns;
import dev.perigon.engine.files.csv.CsvOptions.Mode;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** The typed rows of one CSV file, malformed records treated as the mode says. */
public final class CsvRows implements SourceRows {
  private final String file;
  private final CsvOptions options;
  private final Schema schema;
  private final CsvHeader header;
  private final CsvRecords records;
  private final CsvValues values;
  private final boolean rescues;

  private CsvRows(
      String file, InputStream in, CsvOptions options, Schema schema, CsvHeader header, ZoneId zone)
      throws IOException {
    this.file = file;
    this.options = options;
    this.schema = schema;
    this.header = header;
    this.records = new CsvRecords(in, options);
    this.values = new CsvValues(options, zone);
    this.rescues = options.rescuedDataColumn().isPresent();
  }

  /**
   * The rows of a whole file, or of its beginning.
   *
   * @param file its name, for messages and rescued data
   * @param zone of timestamps that name none
   */
  public static CsvRows withHeader(
      String file, InputStream in, CsvOptions options, Schema schema, CsvHeader header, ZoneId zone)
      throws IOException {
    var rows = new CsvRows(file, in, options, schema, header, zone);
    if (options.header()) {
      rows.passHeader();
    }
    return rows;
  }

  /** The rows of a later part of a file. */
  public static CsvRows withoutHeader(
      String file, InputStream in, CsvOptions options, Schema schema, CsvHeader header, ZoneId zone)
      throws IOException {
    return new CsvRows(file, in, options, schema, header, zone);
  }

  private void passHeader() throws IOException {
    CsvRecord first = records.next();
    if (first == null || first.problem().isPresent()) {
      records.close();
      throw CsvErrors.broken(file, 1, "its header is not complete");
    }
  }

  @Override
  public Object[] next() throws IOException {
    while (true) {
      CsvRecord record = records.next();
      if (record == null) {
        return null;
      }
      Object[] row = row(record);
      if (row != null) {
        return row;
      }
    }
  }

  /** Null for a record to leave out. */
  private Object[] row(CsvRecord record) {
    var rescued = new RescuedData();
    if (record.problem().isPresent() || record.fields().size() != header.names().size()) {
      if (options.mode() == Mode.FAILFAST) {
        throw structureError(record);
      }
      if (options.mode() == Mode.DROPMALFORMED) {
        return null;
      }
      rescued.put("_record", record.raw());
    }
    var row = new Object[schema.columns().size()];
    for (int i = 0; i < row.length; i++) {
      int field = header.columns().get(i);
      if (field >= 0 && field < record.fields().size() && !fill(row, i, record, rescued)) {
        return null;
      }
    }
    rescueExtraColumns(record, rescued);
    addRescued(row, record, rescued);
    return row;
  }

  /** False when the row is to be left out. */
  private boolean fill(Object[] row, int i, CsvRecord record, RescuedData rescued) {
    Column column = schema.columns().get(i);
    String text = record.fields().get(header.columns().get(i));
    if (text == null || text.equals(options.nullValue())) {
      return true;
    }
    Optional<Object> value = values.parse(text, column.type());
    if (value.isPresent()) {
      row[i] = value.get();
      return true;
    }
    if (!rescues && options.mode() == Mode.FAILFAST) {
      throw CsvErrors.malformedValue(file, record.line(), column.name(), column.type());
    }
    rescued.put(column.name(), text);
    return rescues || options.mode() == Mode.PERMISSIVE;
  }

  private void rescueExtraColumns(CsvRecord record, RescuedData rescued) {
    boolean allKnown =
        header.names().size() == header.columns().stream().filter(field -> field >= 0).count();
    if (allKnown || options.unknown() != UnknownColumns.RESCUE) {
      return;
    }
    List<String> fields = record.fields();
    for (int i = 0; i < Math.min(fields.size(), header.names().size()); i++) {
      if (!header.columns().contains(i) && fields.get(i) != null) {
        rescued.put(header.names().get(i), fields.get(i));
      }
    }
  }

  private void addRescued(Object[] row, CsvRecord record, RescuedData rescued) {
    int column = header.columns().indexOf(CsvHeader.RESCUED);
    if (column >= 0 && !rescued.isEmpty()) {
      if (schema.columns().get(column).type() != Scalar.STRING) {
        throw CsvErrors.badOption("rescuedDataColumn", "the name of a STRING column");
      }
      row[column] = rescued.json(file, record.line());
    }
  }

  private RuntimeException structureError(CsvRecord record) {
    return record.problem().isPresent()
        ? CsvErrors.broken(file, record.line(), record.problem().get())
        : CsvErrors.wrongFieldCount(
            file, record.line(), record.fields().size(), header.names().size());
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
