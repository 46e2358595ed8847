package dev.perigon.engine.files.json;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
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

  private final GuessedType columns = new GuessedType();
  private int sampled;
  private String lastFile = "";

  /**
   * Looks at one more file; false when enough has been seen.
   *
   * @throws dev.perigon.sql.error.PerigonException DATA for what is no JSON
   */
  public boolean look(InputStream in, String file) throws IOException {
    lastFile = file;
    try (var records = new JsonRecords(file, in)) {
      while (sampled < SAMPLE && records.next()) {
        sampled++;
        try {
          if (records.parser().currentToken() != JsonToken.VALUE_NULL) {
            columns.see(records.parser());
          }
        } catch (StreamReadException e) {
          throw records.malformed(e);
        }
      }
    }
    return sampled < SAMPLE;
  }

  /** The columns, in the order in which they were seen. */
  public Schema schema() {
    var found = new ArrayList<Column>();
    Map<String, String> names = new HashMap<>();
    columns
        .fields()
        .forEach(
            (name, type) -> {
              String alike = names.put(name.toLowerCase(java.util.Locale.ROOT), name);
              if (alike != null) {
                throw JsonErrors.fieldsAlike(lastFile, alike, name);
              }
              found.add(Column.of(name, type.type()));
            });
    return new Schema(found);
  }
}
