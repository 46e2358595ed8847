package dev.perigon.equivalence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Topics of a real broker, ready for producers. Until a partition's leader answers it may refuse a
 * producer's first batch and take its second, and the first is lost (KAFKA-15591).
 */
final class Topics {
  private Topics() {}

  static Admin admin(String servers) {
    return Admin.create(Map.of("bootstrap.servers", servers));
  }

  static void create(String servers, String name, int partitions) throws Exception {
    create(servers, new NewTopic(name, partitions, (short) 1));
  }

  static void create(String servers, NewTopic topic) throws Exception {
    try (Admin admin = admin(servers)) {
      admin.createTopics(List.of(topic)).all().get();
      awaitLeaders(admin, topic.name(), topic.numPartitions());
    }
  }

  static void increase(String servers, String topic, int partitions) throws Exception {
    try (Admin admin = admin(servers)) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
      awaitLeaders(admin, topic, partitions);
    }
  }

  private static void awaitLeaders(Admin admin, String topic, int partitions) throws Exception {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int i = 0; i < partitions; i++) {
      ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
    }
    while (!haveLeaders(admin, ends)) {
      Thread.onSpinWait();
    }
  }

  /** A broker may not have heard of a new topic yet. */
  private static boolean haveLeaders(Admin admin, Map<TopicPartition, OffsetSpec> ends)
      throws Exception {
    try {
      admin.listOffsets(ends).all().get();
      return true;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }
}
