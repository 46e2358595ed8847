package dev.perigon.engine.kafka;

import dev.perigon.sql.error.PerigonException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records to topics: each arrives once, those with one key in their order, although brokers
 * go away and come back. When they are slower than the sender, it waits. For one thread.
 */
public final class TopicWriter implements AutoCloseable {
  private static final int PARTITIONS = 3;
  private static final Duration RETENTION = Duration.ofDays(7);

  /** Thousands of records a second over many partitions are a few at a time in each. */
  private static final int LINGER_MS = 50;

  private static final Duration PATIENCE_WITH_NEW_TOPICS = Duration.ofSeconds(30);
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
  private static final Duration PATIENCE_AT_END = Duration.ofSeconds(10);

  private final Map<String, Object> settings;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Acknowledged> topics = new HashMap<>();

  /** How many records are still left out. */
  private final Map<TopicPartition, Long> held = new HashMap<>();

  private final AtomicReference<PerigonException> failure = new AtomicReference<>();

  private TopicWriter(Map<String, Object> settings) {
    this.settings = settings;
    try {
      this.producer =
          new KafkaProducer<>(producing(), new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      throw KafkaErrors.unreachable(e);
    }
  }

  /**
   * @throws PerigonException for servers that nobody knows
   */
  public static TopicWriter to(KafkaAddress address) {
    return new TopicWriter(address.client());
  }

  private Map<String, Object> producing() {
    Map<String, Object> all = new HashMap<>(settings);
    all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MS);
    all.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
    all.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    return all;
  }

  /**
   * Makes those of {@code names} that are not there: three partitions, seven days of retention,
   * replicas as the brokers do by default.
   *
   * @return the topics that were made
   * @throws PerigonException RESOURCES when no broker answers or none may be made
   */
  public List<String> createMissing(Collection<String> names) {
    try (Admin admin = Admin.create(settings)) {
      Set<String> there = get(admin.listTopics().names());
      List<String> missing = names.stream().filter(name -> !there.contains(name)).toList();
      admin
          .createTopics(missing.stream().map(TopicWriter::topic).toList())
          .values()
          .values()
          .forEach(TopicWriter::getUnlessThere);
      awaitLeaders(admin, missing);
      return missing;
    } catch (KafkaException e) {
      throw KafkaErrors.unreachable(e);
    }
  }

  /**
   * From now on leaves out what {@code names} hold: for records of which an earlier writer sent
   * only the first, in the same order.
   *
   * @return how many those are
   * @throws PerigonException RESOURCES when no broker answers
   */
  public long leaveOutHeld(Collection<String> names) {
    try (Admin admin = Admin.create(settings)) {
      Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
      get(admin.describeTopics(names).allTopicNames())
          .values()
          .forEach(
              topic ->
                  topic
                      .partitions()
                      .forEach(
                          p ->
                              wanted.put(
                                  new TopicPartition(topic.name(), p.partition()),
                                  OffsetSpec.latest())));
      get(admin.listOffsets(wanted).all())
          .forEach((partition, offset) -> held.put(partition, offset.offset()));
      return held.values().stream().mapToLong(Long::longValue).sum();
    } catch (KafkaException e) {
      throw KafkaErrors.unreachable(e);
    }
  }

  private boolean isHeld(String topic, byte[] key) {
    if (held.isEmpty()) {
      return false;
    }
    int partitions = producer.partitionsFor(topic).size();
    TopicPartition partition =
        new TopicPartition(topic, BuiltInPartitioner.partitionForKey(key, partitions));
    return held.merge(partition, -1L, Long::sum) >= 0;
  }

  /**
   * Until their leaders answer. A leader that is not ready yet refuses a first batch and may then
   * take the second, because it knows no order of theirs; the first never gets in after that. A
   * broker may not have heard of them yet at all.
   */
  private static void awaitLeaders(Admin admin, Collection<String> made) {
    Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
    for (String topic : made) {
      for (int i = 0; i < PARTITIONS; i++) {
        partitions.put(new TopicPartition(topic, i), OffsetSpec.latest());
      }
    }
    long end = System.nanoTime() + PATIENCE_WITH_NEW_TOPICS.toNanos();
    while (!haveLeaders(admin, partitions, System.nanoTime() < end)) {
      LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
    }
  }

  private static boolean haveLeaders(
      Admin admin, Map<TopicPartition, OffsetSpec> partitions, boolean mayWait) {
    try {
      get(admin.listOffsets(partitions).all());
      return true;
    } catch (PerigonException e) {
      if (mayWait && e.getCause() instanceof UnknownTopicOrPartitionException) {
        return false;
      }
      throw e;
    }
  }

  private static NewTopic topic(String name) {
    return new NewTopic(name, Optional.of(PARTITIONS), Optional.empty())
        .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(RETENTION.toMillis())));
  }

  private static void getUnlessThere(KafkaFuture<Void> created) {
    try {
      get(created);
    } catch (PerigonException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private static <T> T get(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw KafkaErrors.unreachable(e.getCause());
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    }
  }

  /**
   * Sends a record, now or together with later ones; the partition is the key's.
   *
   * @param value null for a tombstone
   * @throws PerigonException RESOURCES when this or an earlier record was not taken
   */
  public void send(String topic, byte[] key, byte[] value) throws InterruptedException {
    check();
    if (isHeld(topic, key)) {
      return;
    }
    try {
      producer.send(
          new ProducerRecord<>(topic, key, value),
          topics.computeIfAbsent(topic, Acknowledged::new));
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw KafkaErrors.notSent(topic, e);
    }
  }

  /** Waits until the brokers have all records. */
  public void flush() throws InterruptedException {
    try {
      producer.flush();
    } catch (InterruptException e) {
      throw interrupted(e);
    }
    check();
  }

  /** Kafka's own exception marks the thread as interrupted, too. */
  private static InterruptedException interrupted(InterruptException cause) {
    Thread.interrupted();
    InterruptedException interrupted = new InterruptedException(cause.getMessage());
    interrupted.initCause(cause);
    return interrupted;
  }

  private void check() {
    PerigonException failed = failure.get();
    if (failed != null) {
      throw failed;
    }
  }

  /** How many records of each topic the brokers have. */
  public Map<String, Long> acknowledged() {
    Map<String, Long> counts = new TreeMap<>();
    topics.forEach((topic, records) -> counts.put(topic, records.count.get()));
    return counts;
  }

  /** Waits a little for what is on its way. */
  @Override
  public void close() {
    producer.close(failure.get() == null ? PATIENCE_AT_END : Duration.ZERO);
  }

  /** Counts the records of a topic that the brokers have taken. */
  private final class Acknowledged implements Callback {
    private final String topic;
    private final AtomicLong count = new AtomicLong();

    Acknowledged(String topic) {
      this.topic = topic;
    }

    @Override
    public void onCompletion(RecordMetadata metadata, Exception exception) {
      if (exception == null) {
        count.incrementAndGet();
      } else {
        failure.compareAndSet(null, KafkaErrors.notSent(topic, exception));
      }
    }
  }
}
