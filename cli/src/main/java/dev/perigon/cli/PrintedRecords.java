package dev.perigon.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.perigon.generator.telco.TelcoRecord;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;

/** Records as lines of JSON: topic, key, and value as an object, or as text if it is malformed. */
final class PrintedRecords implements RecordSink {
  private final JsonGenerator json;

  PrintedRecords(PrintStream out) {
    try {
      this.json = JsonText.compact(new PipeOutput(out));
      json.setRootValueSeparator(new SerializedString(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void accept(TelcoRecord record) {
    try {
      json.writeStartObject();
      json.writeStringField("topic", record.topic());
      json.writeStringField("key", record.key());
      json.writeFieldName("value");
      if (record.value() == null) {
        json.writeNull();
      } else if (record.wellFormed()) {
        json.writeRawValue(new String(record.value(), UTF_8));
      } else {
        json.writeString(new String(record.value(), UTF_8));
      }
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void pause() {
    try {
      json.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
