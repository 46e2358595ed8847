package dev.perigon.generator.commerce;

import dev.perigon.generator.Draw;

/** How rows come: with their day's delivery or up to three later, once or twice. */
record Arrivals(Draw draw, boolean duplicates, int latePercent) {
  static final int LATEST = 3;
  private static final long LATE = 1L << 40;
  private static final long BY = 2L << 40;

  static Arrivals of(CommerceOptions options, String source, Fault lateness, int latePercent) {
    return new Arrivals(
        Draw.of(options.seed(), source + ".arrival"),
        options.has(Fault.DUPLICATES),
        options.has(lateness) ? latePercent : 0);
  }

  /** How many deliveries back rows may stem from. */
  int reach() {
    return latePercent > 0 ? LATEST + 1 : duplicates ? 1 : 0;
  }

  /** How often {@code row} comes {@code after} deliveries after its own. */
  int copies(long row, int after) {
    int delay = draw.percent(row + LATE, latePercent) ? draw.between(row + BY, 1, LATEST) : 0;
    int copies = delay == after ? 1 : 0;
    boolean twice = duplicates && draw.percent(row, 1);
    return twice && delay + (int) (row & 1) == after ? copies + 1 : copies;
  }
}
