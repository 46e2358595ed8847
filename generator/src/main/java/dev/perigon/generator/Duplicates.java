package dev.perigon.generator;

/** Which rows come twice when duplicates are asked for. */
final class Duplicates {
  private static final int EVERY = 100;
  private static final int FIRST = 6;

  private Duplicates() {}

  /** One in a hundred of {@code rows}, and at least one. */
  static boolean of(int row, int rows) {
    return row % EVERY == Math.min(FIRST, rows - 1);
  }
}
