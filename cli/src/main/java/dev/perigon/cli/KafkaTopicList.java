package dev.perigon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.engine.kafka.HomeBroker;
import dev.perigon.engine.kafka.KafkaAddress;
import dev.perigon.engine.kafka.PartitionOffsets;
import dev.perigon.engine.kafka.TopicSummary;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code kafka topics}: what the topics of the home's broker, or of another cluster, hold. */
@Command(
    name = "topics",
    description = {
      "Lists topics: partitions, records at most, offsets, how long records are kept, size.",
      "Logs in to another cluster with KAFKA_USERNAME and KAFKA_PASSWORD (SASL/PLAIN over TLS)."
    },
    footer = {
      "  perigon kafka topics",
      "  perigon kafka topics --json",
      "  perigon kafka topics --bootstrap-servers broker1:9092,broker2:9092"
    })
final class KafkaTopicList extends Verb {
  @Option(
      names = "--bootstrap-servers",
      paramLabel = "HOST:PORT,…",
      description = "Ask this cluster (default: the broker of the home).")
  private String servers;

  @Mixin private HomeOption home;
  @Mixin private JsonOption json;

  KafkaTopicList(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    List<TopicSummary> topics = TopicSummary.all(address());
    if (json.json()) {
      printJson(topics);
    } else if (topics.isEmpty()) {
      terminal().err().println("No topics yet");
    } else {
      printText(topics);
    }
    return 0;
  }

  private KafkaAddress address() {
    if (servers != null) {
      return KafkaAddress.of(servers, terminal().environment());
    }
    HomeBroker.Status status = HomeBroker.in(home.home(terminal()).local()).status();
    if (status.state() != HomeBroker.State.RUNNING) {
      throw CliErrors.noBrokerRuns(status.folder());
    }
    return KafkaAddress.of(status.servers().orElseThrow(), Map.of());
  }

  private void printText(List<TopicSummary> topics) {
    List<String[]> rows =
        topics.stream()
            .map(
                topic ->
                    new String[] {
                      topic.name(),
                      "%,d".formatted(topic.partitions().size()),
                      "%,d".formatted(topic.records()),
                      "%,d".formatted(topic.oldest()),
                      "%,d".formatted(topic.newest()),
                      kept(topic),
                      topic.bytes().isPresent() ? size(topic.bytes().getAsLong()) : "?"
                    })
            .toList();
    List<TextTable.Title> titles =
        TextTable.titles(
            List.of("topic", "partitions", "records", "oldest", "newest", "kept", "size"),
            "partitions",
            "records",
            "oldest",
            "newest",
            "size");
    terminal().out().print(TextTable.of(titles, rows));
  }

  private static String kept(TopicSummary topic) {
    if (topic.retentionMillis().isEmpty()) {
      return "?";
    }
    long millis = topic.retentionMillis().getAsLong();
    String time = millis < 0 ? "for ever" : time(Duration.ofMillis(millis));
    return topic.compacted() ? (millis < 0 ? "compacted" : time + ", compacted") : time;
  }

  private static String time(Duration kept) {
    if (kept.toHours() >= 48 && kept.toHours() % 24 == 0) {
      return "%,d days".formatted(kept.toDays());
    }
    return kept.toHours() >= 2
        ? "%,d hours".formatted(kept.toHours())
        : "%,d seconds".formatted(kept.toSeconds());
  }

  private static String size(long bytes) {
    if (bytes < 1024) {
      return bytes + " B";
    }
    int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
    return "%,.1f %sB".formatted(bytes / (double) (1L << (10 * power)), " KMGTP".charAt(power));
  }

  private void printJson(List<TopicSummary> topics) {
    JsonText.print(
        terminal().out(),
        document -> {
          document.writeStartArray();
          for (TopicSummary topic : topics) {
            topic(document, topic);
          }
          document.writeEndArray();
        });
  }

  private static void topic(JsonGenerator document, TopicSummary topic) throws IOException {
    document.writeStartObject();
    document.writeStringField("name", topic.name());
    document.writeNumberField("records", topic.records());
    document.writeArrayFieldStart("partitions");
    for (PartitionOffsets partition : topic.partitions()) {
      document.writeStartObject();
      document.writeNumberField("partition", partition.partition());
      document.writeNumberField("oldest", partition.earliest());
      document.writeNumberField("newest", partition.highest());
      document.writeEndObject();
    }
    document.writeEndArray();
    if (topic.retentionMillis().isPresent()) {
      document.writeNumberField("retention_ms", topic.retentionMillis().getAsLong());
      document.writeBooleanField("compacted", topic.compacted());
    }
    if (topic.bytes().isPresent()) {
      document.writeNumberField("bytes", topic.bytes().getAsLong());
    }
    document.writeEndObject();
  }
}
