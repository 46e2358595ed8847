package dev.perigon.generator;

/**
 * Identifiers such as {@code CUST001}: as wide as the largest needs, at least three digits, so that
 * they sort as they count.
 */
record Ids(String prefix, int width) {
  static Ids of(String prefix, long count) {
    return new Ids(prefix, Math.max(3, Long.toString(count).length()));
  }

  /** {@code index} counts from 0. */
  String id(long index) {
    String number = Long.toString(index + 1);
    return number.length() >= width
        ? prefix + number
        : prefix + "0".repeat(width - number.length()) + number;
  }
}
