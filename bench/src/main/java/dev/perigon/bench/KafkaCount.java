package dev.perigon.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A bare consumer that counts: the limit for {@code bench/run kafka}.
 *
 * <p>Arguments: servers, number of records.
 */
public final class KafkaCount {
  private KafkaCount() {}

  public static void main(String[] arguments) {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers", arguments[0],
            "auto.offset.reset", "earliest",
            "enable.auto.commit", false,
            "max.poll.records", 10_000,
            "max.partition.fetch.bytes", 8 << 20);
    long wanted = Long.parseLong(arguments[1]);
    try (var consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<PartitionInfo> partitions = consumer.partitionsFor(KafkaTopic.TOPIC);
      consumer.assign(
          partitions.stream().map(p -> new TopicPartition(p.topic(), p.partition())).toList());
      consumer.seekToBeginning(consumer.assignment());
      long count = 0;
      while (count < wanted) {
        count += consumer.poll(Duration.ofSeconds(1)).count();
      }
    }
  }
}
