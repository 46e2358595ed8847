package dev.perigon.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON documents on standard output: indented, numbers plain. */
final class JsonText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private JsonText() {}

  /** What a document holds. */
  interface Content {
    void writeTo(JsonGenerator json) throws IOException;
  }

  /** Prints one indented document and ends its line. */
  static void print(PrintStream out, Content content) {
    try (JsonGenerator json = generator(out)) {
      content.writeTo(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    out.println();
  }

  /** Writes an indented document; the stream stays open. */
  static JsonGenerator generator(OutputStream out) throws IOException {
    return compact(out).setPrettyPrinter(new DefaultPrettyPrinter());
  }

  /** Writes on one line; the stream stays open. */
  static JsonGenerator compact(OutputStream out) throws IOException {
    return FACTORY
        .createGenerator(out)
        .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
        .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** {@code {"code", "problem", "at", "remedy"}}. */
  static void error(JsonGenerator json, PerigonException mistake) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", mistake.code().name());
    json.writeStringField("problem", mistake.problem());
    if (mistake.origin().isPresent()) {
      json.writeStringField("at", mistake.origin().get().toString());
    }
    json.writeStringField("remedy", mistake.remedy());
    json.writeEndObject();
  }

  /** The same of what only Perigon's makers can mend. */
  static void bug(JsonGenerator json, Throwable bug) throws IOException {
    json.writeStartObject();
    json.writeStringField("code", "BUG");
    json.writeStringField(
        "problem", "Cannot finish: a bug in Perigon, " + bug.getClass().getName());
    json.writeStringField("remedy", "Report it with the lines on standard error");
    json.writeEndObject();
  }

  /** A list of texts. */
  static void strings(JsonGenerator json, String name, List<String> values) throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /** An object of texts, keys sorted. */
  static void strings(JsonGenerator json, String name, Map<String, String> values)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> entry : new TreeMap<>(values).entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }
}
