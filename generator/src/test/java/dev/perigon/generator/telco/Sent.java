package dev.perigon.generator.telco;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All records that options make. */
record Sent(List<TelcoRecord> records) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Sent of(TelcoOptions options) {
    List<TelcoRecord> records = new ArrayList<>();
    new TelcoRecords(options).forEachRemaining(records::add);
    return new Sent(records);
  }

  /** The objects that {@code telco-…} is sent, in their order. */
  List<JsonNode> topic(String name) {
    return records.stream()
        .filter(record -> record.topic().equals("telco-" + name) && record.wellFormed())
        .map(record -> json(record.value()))
        .toList();
  }

  /** All call detail records. */
  List<JsonNode> cdrs() {
    return records.stream()
        .filter(record -> !record.topic().equals("telco-users") && record.wellFormed())
        .map(record -> json(record.value()))
        .toList();
  }

  Stream<String> texts() {
    return records.stream()
        .map(
            record ->
                record.topic()
                    + record.key()
                    + (record.value() == null ? "" : new String(record.value(), UTF_8)));
  }

  static JsonNode json(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
