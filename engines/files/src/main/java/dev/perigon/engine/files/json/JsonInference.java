package dev.perigon.engine.files.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Guesses the columns of JSON files from sample records. */
public final class JsonInference {
  private static final int SAMPLE = 20_000;

  /** Beyond the sample so many records of each file, of so many files, may show new columns. */
  private static final int SAMPLE_OF_FILE = 100;

  private static final int FILES = 10_000;

  private final JsonOptions options;
  private final GuessedType columns = new GuessedType();
  private int sampled;
  private int files;
  private String lastFile = "";

  public JsonInference(JsonOptions options) {
    this.options = options;
  }

  /**
   * Looks at one more file; false when enough has been seen.
   *
   * @throws dev.perigon.sql.error.PerigonException DATA for what is no JSON, unless such is rescued
   */
  public boolean look(InputStream in, String file) throws IOException {
    lastFile = file;
    int ofFile = 0;
    try (JsonSource records = JsonRows.source(file, in, options)) {
      while ((sampled < SAMPLE || options.looksAtAll() && ofFile < SAMPLE_OF_FILE)
          && records.next()) {
        sampled++;
        ofFile++;
        see(records);
      }
    } catch (PerigonException e) {
      if (!options.rescuesLines()) {
        throw e;
      }
    }
    files++;
    return sampled < SAMPLE || options.looksAtAll() && files < FILES;
  }

  private void see(JsonSource records) throws IOException {
    try {
      if (records instanceof JsonLines lines && !lines.isRecord()) {
        return;
      }
      if (records.parser().currentToken() != JsonToken.VALUE_NULL) {
        columns.see(records.parser());
      }
    } catch (StreamReadException e) {
      if (records instanceof JsonRecords whole) {
        throw whole.malformed(e);
      }
    }
  }

  /** The columns, in the order in which they were seen. */
  public Schema schema() {
    var found = new ArrayList<Column>();
    Map<String, String> names = new HashMap<>();
    columns
        .fields()
        .forEach(
            (name, type) -> {
              String alike = names.putIfAbsent(name.toLowerCase(java.util.Locale.ROOT), name);
              if (alike == null) {
                found.add(Column.of(name, type.type()));
              } else if (options.rescuedDataColumn().isEmpty()) {
                throw JsonErrors.fieldsAlike(lastFile, alike, name);
              }
            });
    return new Schema(found);
  }
}
