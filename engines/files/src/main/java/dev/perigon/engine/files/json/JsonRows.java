package dev.perigon.engine.files.json;

import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.perigon.engine.files.RescuedData;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.sql.type.Schema;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;

/**
 * The typed rows of one JSON file. A field that an object lacks is null, as is a record that is
 * null; a value of another type than its column's is an error or rescued, except that any value can
 * be a STRING.
 */
public final class JsonRows implements SourceRows {
  private final String file;
  private final JsonOptions options;
  private final JsonSource records;
  private final JsonObjects objects;

  private JsonRows(String file, JsonOptions options, JsonSource records, JsonObjects objects) {
    this.file = file;
    this.options = options;
    this.records = records;
    this.objects = objects;
  }

  /** How values are given. */
  public enum Values {
    /** As {@link SourceRows} says. */
    TYPED,
    /** Those that are not plain as JSON text: nested ones and BINARY. */
    PLAIN
  }

  /**
   * @param file its name, for messages
   * @param zone of timestamps that name none
   */
  public static JsonRows of(
      String file, InputStream in, Schema schema, JsonOptions options, ZoneId zone, Values values)
      throws IOException {
    var objects = new JsonObjects(file, schema, options, zone, values);
    return new JsonRows(file, options, source(file, in, options), objects);
  }

  /** The rows of some lines of a file, which cannot be a part of an array. */
  public static JsonRows ofLines(
      String file, InputStream in, Schema schema, JsonOptions options, ZoneId zone)
      throws IOException {
    var records = new JsonRecords(file, in);
    records.refuseArray();
    var objects = new JsonObjects(file, schema, options, zone, Values.TYPED);
    return new JsonRows(file, options, records, objects);
  }

  /** Line by line only where a broken line must not end the file. */
  static JsonSource source(String file, InputStream in, JsonOptions options) throws IOException {
    if (!options.rescuesLines() || options.multiLine()) {
      return new JsonRecords(file, in);
    }
    var buffered = new BufferedInputStream(in, 1 << 16);
    return JsonLines.areIn(buffered) ? new JsonLines(buffered) : new JsonRecords(file, buffered);
  }

  @Override
  public Object[] next() throws IOException {
    if (!records.next()) {
      return null;
    }
    if (records instanceof JsonLines lines) {
      return row(lines);
    }
    try {
      return objects.row(records.parser(), records.line());
    } catch (StreamReadException e) {
      throw ((JsonRecords) records).malformed(e);
    }
  }

  private Object[] row(JsonLines lines) throws IOException {
    try {
      if (lines.isRecord()) {
        Object[] row = objects.row(lines.parser(), lines.line());
        if (lines.isAlone()) {
          return row;
        }
      }
    } catch (StreamReadException e) {
      // Kept as it stands.
    }
    var rescued = new RescuedData();
    rescued.put("_record", lines.text());
    return objects.rescued(rescued.json(file, lines.line()));
  }

  @Override
  public void close() throws IOException {
    records.close();
  }
}
