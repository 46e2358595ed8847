package dev.perigon.engine.files.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.io.InputStream;

/** Goes through the objects of one file: values one after the other, or the items of one array. */
final class JsonRecords implements JsonSource {
  private static final int LONGEST = 64 << 20;
  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(LONGEST)
                  .maxNumberLength(LONGEST)
                  .build())
          .build();

  private final String file;
  private final JsonParser parser;
  private boolean arrayAllowed = true;
  private boolean started;
  private boolean inArray;
  private long line;

  JsonRecords(String file, InputStream in) throws IOException {
    this.file = file;
    this.parser = FACTORY.createParser(in);
  }

  /** From here on only values one after the other will do. */
  void refuseArray() {
    arrayAllowed = false;
  }

  @Override
  public JsonParser parser() {
    return parser;
  }

  @Override
  public long line() {
    return line;
  }

  private long here() {
    return parser.currentTokenLocation().getLineNr();
  }

  @Override
  public boolean next() throws IOException {
    try {
      JsonToken token = parser.nextToken();
      if (arrayAllowed && !started && token == JsonToken.START_ARRAY) {
        inArray = true;
        token = parser.nextToken();
      }
      started = true;
      if (inArray && token == JsonToken.END_ARRAY) {
        inArray = false;
        token = parser.nextToken();
        if (token != null) {
          throw JsonErrors.notAnObject(file, here());
        }
      }
      if (token == null) {
        return false;
      }
      line = here();
      if (token != JsonToken.START_OBJECT && token != JsonToken.VALUE_NULL) {
        throw JsonErrors.notAnObject(file, line);
      }
      return true;
    } catch (StreamReadException e) {
      throw malformed(e);
    }
  }

  /** What to throw for {@code e}, thrown while the current record was read. */
  PerigonException malformed(StreamReadException e) {
    boolean cut = e instanceof JsonEOFException || e.getLocation() == null;
    return JsonErrors.malformed(file, cut ? Math.max(1, line) : e.getLocation().getLineNr());
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
