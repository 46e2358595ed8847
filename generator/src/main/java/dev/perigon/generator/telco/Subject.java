package dev.perigon.generator.telco;

import dev.perigon.generator.Draw;

/**
 * A subscriber in a month, of whom attributes tell.
 *
 * @param month counts from the year 0
 * @param home where they registered
 */
record Subject(Subscriber subscriber, int month, Place home, Person person) {
  private static final long ROWS = 1 << 17;
  private static final long CHANGES = ROWS / 2;
  private static final int CHANGED_PERCENT = 10;
  private static final int MEMORY = 6;

  /** The row of a column's draw: the same from month to month until the value changes. */
  long row(Draw column) {
    long first = subscriber.index() * ROWS;
    for (int i = 0; i < MEMORY; i++) {
      int then = month - i;
      if (column.percent(first + CHANGES + then, CHANGED_PERCENT)) {
        return first + 1 + then;
      }
    }
    return first;
  }
}
