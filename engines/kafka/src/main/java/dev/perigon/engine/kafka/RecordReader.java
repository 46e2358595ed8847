package dev.perigon.engine.kafka;

import dev.perigon.engine.KafkaRecords.Range;
import dev.perigon.engine.WaitListener;
import java.time.Duration;
import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * The records of one range of offsets, in their order. Offsets that no record has (of transactions'
 * ends, or compacted away) are passed over.
 */
public final class RecordReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Range range;
  private final String brokers;
  private final WaitListener listener;
  private final Consumer<Boolean> closed;
  private boolean sound = true;
  private boolean ended;
  private Iterator<ConsumerRecord<byte[], byte[]>> records = Collections.emptyIterator();
  private ConsumerRecord<byte[], byte[]> record;

  /**
   * @param consumer assigned to the range's partition, at its start
   * @param listener hears when brokers are away; after two minutes reading fails
   * @param closed takes the consumer back; it hears whether it may read on, or failed or was left
   *     in the middle of a fetch
   */
  RecordReader(
      KafkaConsumer<byte[], byte[]> consumer,
      Range range,
      String brokers,
      WaitListener listener,
      Consumer<Boolean> closed) {
    this.consumer = consumer;
    this.range = range;
    this.partition = new TopicPartition(range.topic(), range.partition());
    this.brokers = brokers;
    this.listener = listener;
    this.closed = closed;
  }

  /** Goes to the next record, which the other methods then tell of; false after the last. */
  public boolean next() {
    if (!records.hasNext() && !fetched()) {
      return false;
    }
    record = records.next();
    return record.offset() < range.until();
  }

  /** Waits for more records; false when there are no more. */
  private boolean fetched() {
    sound = false; // should this not come to its end
    long since = System.nanoTime();
    boolean told = false;
    while (!records.hasNext() && position() < range.until()) {
      boolean came = poll();
      Duration waited = Duration.ofNanos(System.nanoTime() - since);
      if (came) {
        since = System.nanoTime();
        if (told) {
          listener.goesOn(brokers);
          told = false;
        }
      } else if (waited.compareTo(Answers.PATIENCE) > 0) {
        throw KafkaErrors.silent(range.topic(), range.partition(), Answers.PATIENCE);
      } else if (!told && waited.compareTo(Answers.SILENCE) > 0) {
        listener.waiting(brokers, Answers.PATIENCE.minus(waited));
        told = true;
      }
    }
    sound = true;
    return records.hasNext();
  }

  /** Null when there is none. */
  public byte[] key() {
    return record.key();
  }

  /** Null for a tombstone. */
  public byte[] value() {
    return record.value();
  }

  public long offset() {
    return record.offset();
  }

  /** In milliseconds since 1970; -1 for a record that has none. */
  public long timestamp() {
    return record.timestamp();
  }

  /** As Kafka numbers them: -1 none, 0 when it was made, 1 when it was appended. */
  public int timestampType() {
    return record.timestampType().id;
  }

  /** In their order; values may be null. */
  public List<Map.Entry<String, byte[]>> headers() {
    List<Map.Entry<String, byte[]>> headers = new ArrayList<>();
    record
        .headers()
        .forEach(header -> headers.add(new SimpleEntry<>(header.key(), header.value())));
    return headers;
  }

  private long position() {
    return consumer.position(partition);
  }

  /** Whether anything came, if only the end of a transaction. */
  private boolean poll() {
    long before = position();
    try {
      records = consumer.poll(POLL).records(partition).iterator();
    } catch (OffsetOutOfRangeException e) {
      throw KafkaErrors.removed(range.topic(), range.partition(), before);
    } catch (KafkaException e) {
      throw KafkaErrors.unreachable(e);
    }
    return position() > before;
  }

  @Override
  public void close() {
    if (!ended) {
      ended = true;
      closed.accept(sound);
    }
  }
}
