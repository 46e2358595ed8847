package dev.perigon.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic of a real broker, as another program fills it. */
record Topic(String servers, String name) {
  static Topic create(String servers, String name, int partitions, Map<String, String> settings)
      throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(settings);
      admin.createTopics(List.of(topic)).all().get();
    }
    Topic created = new Topic(servers, name);
    for (int partition = 0; partition < partitions; partition++) {
      created.end(partition); // when its leader answers, producers do not lose their order there
    }
    return created;
  }

  /** Each value is its own key; returns when the broker has them. */
  void send(int partition, String... values) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
      List<Future<?>> sent = new ArrayList<>();
      for (String value : values) {
        sent.add(producer.send(new ProducerRecord<>(name, partition, value, value)));
      }
      for (Future<?> record : sent) {
        record.get();
      }
    }
  }

  /** The offset of the next record. */
  long end(int partition) throws Exception {
    TopicPartition at = new TopicPartition(name, partition);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      return admin.listOffsets(Map.of(at, OffsetSpec.latest())).partitionResult(at).get().offset();
    }
  }
}
