package dev.perigon.engine.files.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Goes through a file line by line, so that a line that is no JSON costs no other. */
final class JsonLines implements JsonSource {
  private static final int LOOK = 1 << 20;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int position;
  private int limit;
  private long line;
  private JsonParser parser;

  JsonLines(InputStream in) {
    this.in = in;
  }

  /**
   * Whether a file has one object on each line, by its first lines; {@code in} stays where it is.
   */
  static boolean areIn(BufferedInputStream in) throws IOException {
    in.mark(LOOK + 1);
    byte[] start = in.readNBytes(LOOK);
    in.reset();
    String[] lines = new String(start, StandardCharsets.UTF_8).strip().split("\\R", 3);
    if (lines[0].startsWith("[")) {
      return false;
    }
    boolean follows = lines.length == 1 ? start.length < LOOK : lines[1].startsWith("{");
    return follows || isWhole(lines[0]);
  }

  private static boolean isWhole(String line) throws IOException {
    try (JsonParser parser = JsonRecords.FACTORY.createParser(line)) {
      while (parser.nextToken() != null) {
        // Only the end counts.
      }
      return true;
    } catch (JsonEOFException e) {
      return false;
    } catch (StreamReadException e) {
      return true;
    }
  }

  @Override
  public boolean next() throws IOException {
    do {
      if (!readLine()) {
        return false;
      }
      line++;
    } while (text().isBlank());
    parser = JsonRecords.FACTORY.createParser(bytes.toByteArray());
    return true;
  }

  /** The parser, at the record's first token. */
  boolean isRecord() throws IOException {
    JsonToken token = parser.nextToken();
    return token == JsonToken.START_OBJECT || token == JsonToken.VALUE_NULL;
  }

  /** Whether nothing follows the record on its line. */
  boolean isAlone() throws IOException {
    return parser.nextToken() == null;
  }

  /** The line as it stands in the file. */
  String text() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private boolean readLine() throws IOException {
    bytes.reset();
    boolean any = false;
    while (position < limit || fill()) {
      any = true;
      int end = position;
      while (end < limit && buffer[end] != '\n') {
        end++;
      }
      bytes.write(buffer, position, end - position);
      position = Math.min(limit, end + 1);
      if (end < limit) {
        return true;
      }
    }
    return any;
  }

  private boolean fill() throws IOException {
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  @Override
  public JsonParser parser() {
    return parser;
  }

  @Override
  public long line() {
    return line;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
