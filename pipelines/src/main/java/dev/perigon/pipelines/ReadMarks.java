package dev.perigon.pipelines;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What a flow has read of very many files: 32 bytes each. A path is known by 128 bits of its hash;
 * two that shared them would be told as a file that changed, never passed over.
 */
final class ReadMarks {
  private static final int WORDS = 4;

  private final MessageDigest hash;
  private long[] slots = new long[WORDS << 10];
  private int count;

  ReadMarks() {
    try {
      hash = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  int size() {
    return count;
  }

  void add(String path, FileMark mark) {
    if ((count + 1) * 3L > slots.length / WORDS * 2L) {
      grow();
    }
    byte[] key = key(path);
    put(slots, word(key, 0), word(key, 8), mark.size(), mark.modified());
  }

  /** Null for a file that was not read. */
  FileMark find(String path) {
    byte[] key = key(path);
    int at = slot(slots, word(key, 0), word(key, 8));
    return isFree(slots, at) ? null : new FileMark(slots[at + 2], slots[at + 3]);
  }

  private byte[] key(String path) {
    return hash.digest(path.getBytes(StandardCharsets.UTF_8));
  }

  /** Never zero, which is a free slot. */
  private static long word(byte[] bytes, int from) {
    long word = 0;
    for (int i = 0; i < 8; i++) {
      word = word << 8 | bytes[from + i] & 0xff;
    }
    return word == 0 ? 1 : word;
  }

  private void put(long[] into, long high, long low, long size, long modified) {
    int at = slot(into, high, low);
    if (isFree(into, at)) {
      count++;
    }
    into[at] = high;
    into[at + 1] = low;
    into[at + 2] = size;
    into[at + 3] = modified;
  }

  private static boolean isFree(long[] slots, int at) {
    return slots[at] == 0;
  }

  private static int slot(long[] slots, long high, long low) {
    int all = slots.length / WORDS;
    int index = (int) Long.remainderUnsigned(high, all);
    while (!isFree(slots, index * WORDS)
        && (slots[index * WORDS] != high || slots[index * WORDS + 1] != low)) {
      index = index + 1 == all ? 0 : index + 1;
    }
    return index * WORDS;
  }

  private void grow() {
    long[] old = slots;
    slots = new long[Math.multiplyExact(old.length, 2)];
    count = 0;
    for (int at = 0; at < old.length; at += WORDS) {
      if (!isFree(old, at)) {
        put(slots, old[at], old[at + 1], old[at + 2], old[at + 3]);
      }
    }
    Arrays.fill(old, 0);
  }
}
