package dev.perigon.engine.kinesis;

import dev.perigon.engine.KinesisRecords.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The records of one range as they are come by, kept as long as all ranges together leave room: who
 * then reads the range need not ask for them again.
 */
final class Fetched {
  /** What an object of Java costs beside its bytes, about. */
  private static final long OVERHEAD = 300;

  private final AtomicLong room;
  private final List<Item> items = new ArrayList<>();
  private long taken;
  private boolean full;

  /**
   * @param room bytes that are left for all
   */
  Fetched(AtomicLong room) {
    this.room = room;
  }

  void add(Item item) {
    if (full) {
      return;
    }
    long bytes = OVERHEAD + item.data().length + item.partitionKey().length();
    taken += bytes;
    items.add(item);
    if (room.addAndGet(-bytes) < 0) {
      full = true;
      items.clear();
      room.addAndGet(taken);
    }
  }

  /** All of them, or none. */
  List<Item> items() {
    return List.copyOf(items);
  }
}
