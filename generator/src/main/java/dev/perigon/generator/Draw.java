package dev.perigon.generator;

import java.util.List;

/**
 * The random numbers of one column. The number for a row depends on the seed, the column's name and
 * the row alone, so that columns and rows can be made in any order, by any thread, and a new column
 * changes no other.
 */
public record Draw(long salt) {
  /** {@code column} is unique, e.g. {@code customers.city}. */
  public static Draw of(long seed, String column) {
    long hash = seed;
    for (int i = 0; i < column.length(); i++) {
      hash = mix(hash + column.charAt(i));
    }
    return new Draw(hash);
  }

  /**
   * The finalizer of SplitMix64 (Steele, Lea, Flood 2014): every input bit reaches every output
   * bit.
   */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }

  /** Evenly from 0 (inclusive) to 1 (exclusive). */
  public double unit(long row) {
    return (bits(row) >>> 11) * 0x1p-53;
  }

  /** Evenly any long. */
  public long bits(long row) {
    return mix(salt ^ mix(row));
  }

  /** Evenly from 0 (inclusive) to {@code bound} (exclusive). */
  public int below(long row, int bound) {
    return (int) (unit(row) * bound);
  }

  /** Evenly from {@code from} to {@code to}, both inclusive. */
  public int between(long row, int from, int to) {
    return from + below(row, to - from + 1);
  }

  public boolean percent(long row, int chance) {
    return below(row, 100) < chance;
  }

  public boolean permille(long row, int chance) {
    return below(row, 1000) < chance;
  }

  public <T> T pick(long row, List<T> values) {
    return values.get(below(row, values.size()));
  }
}
