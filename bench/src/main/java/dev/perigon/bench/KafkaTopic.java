package dev.perigon.bench;

import dev.perigon.engine.kafka.KafkaAddress;
import dev.perigon.engine.kafka.LocalBroker;
import dev.perigon.engine.kafka.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker on this machine with a topic of JSON records of 300 bytes in three partitions. Prints its
 * address once they are there, and runs until it is killed.
 *
 * <p>Arguments: folder, number of records.
 */
public final class KafkaTopic {
  static final String TOPIC = "records";

  private static final int BYTES = 300;
  private static final int PARTITIONS = 3;

  private KafkaTopic() {}

  public static void main(String[] arguments) throws Exception {
    LocalBroker broker =
        LocalBroker.start(Path.of(arguments[0]), System.getProperty("java.class.path"));
    Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
    try (TopicWriter writer = TopicWriter.to(KafkaAddress.of(broker.servers(), Map.of()))) {
      writer.createMissing(List.of(TOPIC)); // with three partitions
    }
    fill(broker.servers(), Long.parseLong(arguments[1]));
    System.out.println(broker.servers());
    Thread.currentThread().join();
  }

  private static void fill(String servers, long records) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "batch.size", 1 << 18, "linger.ms", 20);
    try (var producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      for (long i = 0; i < records; i++) {
        String start =
            "{\"user_id\": \"%08d\", \"cdr_type\": \"voice\", \"at\": %d, \"duration\": %d, \"note\": \""
                .formatted(i % 100_000, 1_700_000_000L + i / 1000, i % 3600);
        byte[] value =
            (start + "x".repeat(BYTES - 2 - start.length()) + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        byte[] key = Long.toString(i % 100_000).getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(TOPIC, (int) (i % PARTITIONS), key, value));
      }
    }
  }
}
