package dev.perigon.engine.kafka;

import dev.perigon.engine.WaitListener;
import dev.perigon.sql.error.PerigonException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a source's topics hold now.
 *
 * @param cluster the id that brokers have given themselves
 * @param partitions sorted by topic and number
 */
public record KafkaTopics(String cluster, List<PartitionOffsets> partitions) {
  public KafkaTopics {
    partitions = List.copyOf(partitions);
  }

  /**
   * Asks the brokers.
   *
   * @throws PerigonException RESOURCES when none answers; FILE for topics that are not there
   */
  public static KafkaTopics now(KafkaOptions options) {
    return now(options, WaitListener.NONE);
  }

  /** As {@link #now(KafkaOptions)}; {@code listener} hears when that takes long. */
  public static KafkaTopics now(KafkaOptions options, WaitListener listener) {
    Map<String, Object> settings = Answers.patient(options);
    Answers answers = Answers.of(options, settings, listener);
    try (Admin admin = Admin.create(settings)) {
      return now(List.of(options), admin, answers);
    } catch (KafkaException e) {
      throw KafkaErrors.unreachable(e);
    }
  }

  /**
   * What the topics of several sources hold, asked together.
   *
   * @param sources all with the same settings
   */
  static KafkaTopics now(List<KafkaOptions> sources, Admin admin, Answers answers) {
    KafkaFuture<String> cluster = admin.describeCluster().clusterId();
    Set<String> topics = new TreeSet<>();
    sources.forEach(options -> topics.addAll(topics(options, admin, answers)));
    DescribeTopicsResult descriptions = admin.describeTopics(topics);
    return new KafkaTopics(
        answers.get(cluster),
        offsets(sources.get(0), admin, descriptions(descriptions, answers), answers));
  }

  private static Collection<String> topics(KafkaOptions options, Admin admin, Answers answers) {
    return options.pattern().isEmpty()
        ? options.topics()
        : answers.get(admin.listTopics().names()).stream()
            .filter(topic -> options.pattern().get().matcher(topic).matches())
            .toList();
  }

  private static Map<String, TopicDescription> descriptions(
      DescribeTopicsResult result, Answers answers) {
    Map<String, TopicDescription> descriptions = new HashMap<>();
    result
        .topicNameValues()
        .forEach(
            (name, description) -> descriptions.put(name, description(name, description, answers)));
    return descriptions;
  }

  private static TopicDescription description(
      String topic, KafkaFuture<TopicDescription> future, Answers answers) {
    try {
      return answers.get(future);
    } catch (PerigonException e) {
      if (e.getCause() instanceof UnknownTopicOrPartitionException) {
        throw KafkaErrors.noTopic(topic);
      }
      throw e;
    }
  }

  private static List<PartitionOffsets> offsets(
      KafkaOptions options, Admin admin, Map<String, TopicDescription> topics, Answers answers) {
    List<TopicPartition> partitions = new ArrayList<>();
    topics.forEach(
        (name, topic) ->
            topic
                .partitions()
                .forEach(p -> partitions.add(new TopicPartition(name, p.partition()))));
    IsolationLevel level =
        IsolationLevel.valueOf(
            options.client().get("isolation.level").toUpperCase(java.util.Locale.ROOT));
    var all = IsolationLevel.READ_UNCOMMITTED;
    // All are asked before the first answer.
    var earliestAsked = list(admin, partitions, OffsetSpec.earliest(), all);
    var latestAsked = list(admin, partitions, OffsetSpec.latest(), level);
    var highestAsked = list(admin, partitions, OffsetSpec.latest(), all);
    var earliest = answers.get(earliestAsked);
    var latest = answers.get(latestAsked);
    var highest = answers.get(highestAsked);
    return partitions.stream()
        .map(
            p ->
                new PartitionOffsets(
                    p.topic(),
                    topics.get(p.topic()).topicId().toString(),
                    p.partition(),
                    earliest.get(p).offset(),
                    latest.get(p).offset(),
                    Math.max(highest.get(p).offset(), latest.get(p).offset()))) // answered later
        .sorted(PartitionOffsets.ORDER)
        .toList();
  }

  private static KafkaFuture<Map<TopicPartition, ListOffsetsResultInfo>> list(
      Admin admin, Collection<TopicPartition> partitions, OffsetSpec which, IsolationLevel level) {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    partitions.forEach(p -> wanted.put(p, which));
    return admin.listOffsets(wanted, new ListOffsetsOptions(level)).all();
  }
}
