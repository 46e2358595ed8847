package dev.perigon.generator.commerce;

/** So many rows, evenly over so many days; the days after those get as many each. */
record Spread(long rows, int days) {
  /** The first row of {@code day}, which counts from 0; the next day's first row ends it. */
  long first(int day) {
    return day <= 0 ? 0 : (rows * day + days - 1) / days;
  }

  /** The day of {@code row}. */
  int day(long row) {
    return (int) (row * days / rows);
  }
}
