package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.kafka.LocalBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real calls of 27 phones, as voice records through a topic: the published shares come out. */
final class TestNodoboCalls {
  private static final String TOPIC = "telco-voice-cdrs";

  /** Calls by local hour and by local day of the week, as their publishers counted them. */
  private static final List<Integer> HOURLY =
      List.of(
          273, 171, 107, 42, 25, 32, 135, 395, 427, 251, 432, 568, 696, 719, 977, 1145, 1371, 1223,
          1065, 849, 578, 522, 498, 534);

  private static final Map<String, Integer> DAILY =
      Map.of(
          "Mon", 1604, "Tue", 1396, "Wed", 1502, "Thu", 1654, "Fri", 2446, "Sat", 2769, "Sun",
          1664);

  @TempDir private Path folder;

  @Test
  void publishedSharesComeOutOnBothEngines() throws Exception {
    Path calls =
        RealData.in("nodobo-calls").files().stream()
            .filter(file -> file.endsWith("calls.csv"))
            .findFirst()
            .orElseThrow();
    List<String> lines = Files.readAllLines(calls);
    try (LocalBroker broker =
            LocalBroker.start(folder.resolve("kafka"), System.getProperty("java.class.path"));
        Feed feed = new Feed(folder)) {
      Topics.create(broker.servers(), TOPIC, 3);
      project(feed, broker);
      produce(broker, lines.subList(0, 5000));
      feed.run();
      produce(broker, lines.subList(5000, lines.size()));
      feed.run();
      check(feed);
    }
  }

  private static void produce(LocalBroker broker, List<String> lines) {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.servers()),
            new StringSerializer(),
            new StringSerializer())) {
      for (String line : lines) {
        List<String> call = Arrays.asList(line.split(","));
        String json =
            """
            {"callingPartyNumber": "%s", "calledPartyNumber": "%s", "callType": "%s", \
            "callDuration": %s, "callEventStartTime": "%s"}"""
                .formatted(call.toArray());
        producer.send(new ProducerRecord<>(TOPIC, call.get(0), json));
      }
    }
  }

  private static void project(Feed feed, LocalBroker broker) {
    feed.sql(
        "bronze_voice_cdrs",
        """
        create streaming table bronze_voice_cdrs as
        select cast(key as string) as key, timestamp, topic, partition, offset,
          cast(value as string) as raw_data
        from stream read_kafka(bootstrapServers => '%s', subscribe => '%s',
          startingOffsets => 'earliest')
        """
            .formatted(broker.servers(), TOPIC));
    feed.sql(
        "voice_cdrs",
        """
        create streaming table voice_cdrs (
          constraint has_time expect (start_at is not null) on violation drop row,
          constraint has_duration expect (duration >= 0) on violation drop row
        ) as
        select cdr.callingPartyNumber as user, cdr.calledPartyNumber as other,
          cdr.callType as call_type, cdr.callDuration as duration,
          to_timestamp(substr(cdr.callEventStartTime, 5), 'MMM dd HH:mm:ss xx yyyy') as start_at,
          cast(substr(cdr.callEventStartTime, 12, 2) as int) as local_hour,
          substr(cdr.callEventStartTime, 1, 3) as local_day
        from (
          select from_json(raw_data, 'callingPartyNumber string, calledPartyNumber string, callType string, callDuration int, callEventStartTime string') as cdr
          from stream(bronze_voice_cdrs))
        """);
  }

  private static void check(Feed feed) {
    assertThat(
            feed.rows(
                "select count(*), count(distinct user), sum(duration), count_if(year(start_at) = 1980),"
                    + " count_if(call_type = 'Missed') from voice_cdrs"))
        .containsExactly("13035|27|780321|31|1824");
    Map<String, Integer> hourly = new TreeMap<>();
    for (int hour = 0; hour < 24; hour++) {
      hourly.put(Integer.toString(hour), HOURLY.get(hour));
    }
    assertThat(counts(feed, "local_hour")).isEqualTo(hourly);
    assertThat(counts(feed, "local_day")).isEqualTo(new TreeMap<>(DAILY));
  }

  private static Map<String, Integer> counts(Feed feed, String column) {
    Map<String, Integer> counts = new TreeMap<>();
    for (String row :
        feed.rows("select %1$s, count(*) from voice_cdrs group by %1$s".formatted(column))) {
      String[] parts = row.split("\\|");
      counts.put(parts[0], Integer.parseInt(parts[1]));
    }
    return counts;
  }
}
