package dev.perigon.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.engine.kafka.TopicWriter;
import dev.perigon.generator.telco.TelcoRecord;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Records that go to Kafka. */
final class SentRecords implements RecordSink {
  private final TopicWriter writer;
  private long sent;

  SentRecords(TopicWriter writer) {
    this.writer = writer;
  }

  @Override
  public void accept(TelcoRecord record) throws InterruptedException {
    writer.send(record.topic(), record.key().getBytes(US_ASCII), record.value());
    sent++;
  }

  /** Kafka's producer holds nothing back for long. */
  @Override
  public void pause() {}

  /** Waits for the brokers; after an interruption only a little. */
  void finish(boolean stopped) {
    if (stopped) {
      writer.close();
      return;
    }
    try {
      writer.flush();
    } catch (InterruptedException e) {
      writer.close();
    }
  }

  Summary summary(Duration took, List<String> made) {
    return new Summary(new TreeMap<>(writer.acknowledged()), made, sent, took);
  }

  /**
   * What became of the records.
   *
   * @param acknowledged by topic
   * @param made topics that were not there
   */
  record Summary(Map<String, Long> acknowledged, List<String> made, long sent, Duration took) {
    private long taken() {
      return acknowledged.values().stream().mapToLong(Long::longValue).sum();
    }

    private long perSecond() {
      return Math.round(taken() * 1000.0 / Math.max(1, took.toMillis()));
    }

    String line() {
      String lost = taken() < sent ? "; %,d were not acknowledged".formatted(sent - taken()) : "";
      return "Sent %,d records to %d topics in %.1f s (%,d a second)%s"
          .formatted(taken(), acknowledged.size(), took.toMillis() / 1000.0, perSecond(), lost);
    }

    void writeTo(JsonGenerator json) throws IOException {
      json.writeNumberField("sent", taken());
      json.writeNumberField("unacknowledged", sent - taken());
      json.writeNumberField("seconds", took.toMillis() / 1000.0);
      json.writeNumberField("records_per_second", perSecond());
      JsonText.strings(json, "topics_made", made);
      json.writeArrayFieldStart("topics");
      for (Map.Entry<String, Long> topic : acknowledged.entrySet()) {
        json.writeStartObject();
        json.writeStringField("topic", topic.getKey());
        json.writeNumberField("records", topic.getValue());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }
}
