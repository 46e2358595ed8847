package dev.perigon.generator.telco;

import dev.perigon.generator.Draw;
import dev.perigon.generator.Text;

/**
 * The random numbers of one record after the other: the n-th number of a record depends on the
 * seed, the record and n alone.
 */
final class Dice {
  private static final int NUMBERS_PER_RECORD = 64;

  private final Draw draw;
  private long next;

  private Dice(Draw draw) {
    this.draw = draw;
  }

  /**
   * @param name of what is drawn for, e.g. {@code cdrs}
   */
  static Dice of(long seed, String name) {
    return new Dice(Draw.of(seed, name));
  }

  /** From now on the numbers are those of {@code record}. */
  Dice on(long record) {
    next = record * NUMBERS_PER_RECORD;
    return this;
  }

  /** Evenly from 0 (inclusive) to 1 (exclusive). */
  double unit() {
    return draw.unit(next++);
  }

  /** Evenly from {@code from} to {@code to}, both inclusive. */
  int between(int from, int to) {
    return draw.between(next++, from, to);
  }

  /** Evenly from {@code from} to {@code to}, both inclusive. */
  long between(long from, long to) {
    return from + (long) (unit() * (to - from + 1));
  }

  boolean chance(double probability) {
    return unit() < probability;
  }

  String pick(String... values) {
    return values[draw.below(next++, values.length)];
  }

  /** A number as text with a prefix, e.g. {@code CRN17}. */
  String numbered(String prefix, int most) {
    return prefix + between(1, most);
  }

  /** A number with two decimals; both bounds in hundredths, inclusive. */
  String hundredths(int from, int to) {
    return Text.money(between(from, to));
  }
}
