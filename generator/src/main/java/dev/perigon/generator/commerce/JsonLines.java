package dev.perigon.generator.commerce;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of JSON objects, one a line. */
final class JsonLines implements AutoCloseable {
  private static final JsonFactory JSON = new JsonFactory();

  private final BufferedWriter out;
  private long lines;

  JsonLines(Path file) throws IOException {
    this.out = Files.newBufferedWriter(file, UTF_8);
  }

  /** Writes the fields of one object. */
  interface Fields {
    void write(JsonGenerator json) throws IOException;
  }

  /**
   * Adds an object, {@code copies} times.
   *
   * @param cut the line ends in the midst of it
   */
  void add(Fields fields, int copies, boolean cut) throws IOException {
    if (copies == 0) {
      return;
    }
    StringWriter text = new StringWriter(512);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.write(json);
      json.writeEndObject();
    }
    String line = text.toString();
    line = cut ? line.substring(0, line.length() * 2 / 3) : line;
    for (int i = 0; i < copies; i++) {
      out.write(line);
      out.write('\n');
      lines++;
    }
  }

  long lines() {
    return lines;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
