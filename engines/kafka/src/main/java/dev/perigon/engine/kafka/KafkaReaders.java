package dev.perigon.engine.kafka;

import dev.perigon.engine.KafkaRecords.Range;
import dev.perigon.engine.WaitListener;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Opens readers of records. What they read through is kept for whoever reads on from there: to
 * connect takes longer than to fetch what a second brought, and what comes next is asked for
 * already. Thread-safe.
 */
public final class KafkaReaders implements AutoCloseable {
  /** Kept at most, those that were used last. */
  private static final int MOST = 64;

  /** Which consumers are alike. */
  private record Source(Map<String, Object> settings, TopicPartition partition) {}

  private final WaitListener listener;
  private final Map<Source, KafkaConsumer<byte[], byte[]>> idle = new LinkedHashMap<>();
  private boolean closed;

  /**
   * @param listener hears when brokers are away; after two minutes reading fails
   */
  public KafkaReaders(WaitListener listener) {
    this.listener = listener;
  }

  /** A reader of {@code range}; close it, and its connection waits for the next. */
  public RecordReader open(KafkaOptions options, Range range) {
    var partition = new TopicPartition(range.topic(), range.partition());
    var source = new Source(settings(options), partition);
    KafkaConsumer<byte[], byte[]> consumer = taken(source).orElseGet(() -> opened(source));
    if (consumer.position(partition) != range.from()) {
      consumer.seek(partition, range.from());
    }
    return new RecordReader(
        consumer, range, Answers.name(options), listener, sound -> ended(source, consumer, sound));
  }

  private static Map<String, Object> settings(KafkaOptions options) {
    Map<String, Object> settings = options.clientSettings();
    settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    settings.putIfAbsent(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 10_000);
    settings.putIfAbsent(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 8 << 20);
    return Map.copyOf(settings);
  }

  private synchronized Optional<KafkaConsumer<byte[], byte[]>> taken(Source source) {
    return Optional.ofNullable(idle.remove(source));
  }

  private static KafkaConsumer<byte[], byte[]> opened(Source source) {
    try {
      KafkaConsumer<byte[], byte[]> consumer =
          new KafkaConsumer<>(
              source.settings(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
      consumer.assign(List.of(source.partition()));
      consumer.seek(source.partition(), 0);
      return consumer;
    } catch (KafkaException e) {
      throw KafkaErrors.unreachable(e);
    }
  }

  /**
   * @param sound false for one that is not to read on
   */
  private synchronized void ended(
      Source source, KafkaConsumer<byte[], byte[]> consumer, boolean sound) {
    KafkaConsumer<byte[], byte[]> surplus = consumer;
    if (sound && !closed) {
      surplus = idle.put(source, consumer); // two may have read the same partition
      if (surplus == null && idle.size() > MOST) {
        Iterator<KafkaConsumer<byte[], byte[]>> oldest = idle.values().iterator();
        surplus = oldest.next();
        oldest.remove();
      }
    }
    if (surplus != null) {
      surplus.close(Duration.ZERO);
    }
  }

  /** Those that still read are closed when they end. */
  @Override
  public synchronized void close() {
    closed = true;
    idle.values().forEach(consumer -> consumer.close(Duration.ZERO));
    idle.clear();
  }
}
