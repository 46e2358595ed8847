package dev.perigon.engine.kafka;

import dev.perigon.engine.WaitListener;
import dev.perigon.sql.error.PerigonException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeClusterResult;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * What one topic holds, for people.
 *
 * @param retentionMillis how long records are kept, -1 for ever; empty when this user may not know
 * @param compacted whether only the newest record of each key is sure to be kept
 * @param bytes on one broker's disk for each partition; empty when this user may not know
 */
public record TopicSummary(
    String name,
    List<PartitionOffsets> partitions,
    OptionalLong retentionMillis,
    boolean compacted,
    OptionalLong bytes) {
  public TopicSummary {
    partitions = List.copyOf(partitions);
  }

  /** How many there are at most: offsets without records count too. */
  public long records() {
    return partitions.stream().mapToLong(p -> p.highest() - p.earliest()).sum();
  }

  /**
   * All topics of a cluster but its own, sorted by name.
   *
   * @throws PerigonException RESOURCES when no broker answers
   */
  public static List<TopicSummary> all(KafkaAddress address) {
    KafkaOptions everything =
        KafkaOptions.of(
            Map.of("bootstrapservers", address.servers(), "subscribepattern", ".*"), false);
    Answers answers = Answers.of(everything, address.client(), WaitListener.NONE);
    try (Admin admin = Admin.create(address.client())) {
      Map<String, List<PartitionOffsets>> topics = new TreeMap<>();
      for (PartitionOffsets partition :
          KafkaTopics.now(List.of(everything), admin, answers).partitions()) {
        topics.computeIfAbsent(partition.topic(), t -> new ArrayList<>()).add(partition);
      }
      Map<String, Long> bytes = bytes(admin);
      Map<String, Config> configs = configs(admin, topics);
      return topics.entrySet().stream()
          .map(topic -> summary(topic.getKey(), topic.getValue(), configs, bytes))
          .toList();
    } catch (KafkaException e) {
      throw KafkaErrors.unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  private static TopicSummary summary(
      String name,
      List<PartitionOffsets> partitions,
      Map<String, Config> configs,
      Map<String, Long> bytes) {
    Optional<Config> config = Optional.ofNullable(configs.get(name));
    return new TopicSummary(
        name,
        partitions,
        config.map(TopicSummary::retention).orElse(OptionalLong.empty()),
        config.filter(c -> value(c, "cleanup.policy").contains("compact")).isPresent(),
        bytes.isEmpty()
            ? OptionalLong.empty()
            : OptionalLong.of(
                partitions.stream()
                    .mapToLong(p -> bytes.getOrDefault(p.topic() + "-" + p.partition(), 0L))
                    .sum()));
  }

  private static OptionalLong retention(Config config) {
    return OptionalLong.of(
        value(config, "cleanup.policy").contains("delete")
            ? Long.parseLong(value(config, "retention.ms"))
            : -1);
  }

  private static String value(Config config, String name) {
    return config.get(name) == null ? "" : config.get(name).value();
  }

  private static Map<String, Config> configs(Admin admin, Map<String, ?> topics)
      throws InterruptedException {
    List<ConfigResource> resources =
        topics.keySet().stream()
            .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
            .toList();
    Map<String, Config> configs = new HashMap<>();
    try {
      admin
          .describeConfigs(resources)
          .all()
          .get()
          .forEach((resource, config) -> configs.put(resource.name(), config));
      return configs;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) {
        return Map.of();
      }
      throw KafkaErrors.unreachable(e.getCause());
    }
  }

  /** Of each partition, the largest copy; empty when this user may not ask. */
  private static Map<String, Long> bytes(Admin admin) throws InterruptedException {
    Map<String, Long> bytes = new HashMap<>();
    try {
      DescribeClusterResult cluster = admin.describeCluster();
      List<Integer> brokers = cluster.nodes().get().stream().map(Node::id).toList();
      for (Map<String, LogDirDescription> folders :
          admin.describeLogDirs(brokers).allDescriptions().get().values()) {
        for (LogDirDescription folder : folders.values()) {
          folder
              .replicaInfos()
              .forEach((p, replica) -> bytes.merge(p.toString(), replica.size(), Math::max));
        }
      }
      return bytes;
    } catch (ExecutionException e) {
      return Map.of();
    }
  }

  /** The oldest offset of any partition. */
  public long oldest() {
    return partitions.stream().mapToLong(PartitionOffsets::earliest).min().orElse(0);
  }

  /** The offset that the next record of the fullest partition gets. */
  public long newest() {
    return partitions.stream().mapToLong(PartitionOffsets::highest).max().orElse(0);
  }
}
