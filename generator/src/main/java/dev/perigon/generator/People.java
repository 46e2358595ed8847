package dev.perigon.generator;

import java.util.List;

/** What the files must agree on about customers; a customer is an index from 0. */
final class People {
  private static final List<String> CHANNELS = List.of("online", "store", "mobile");
  private static final int SECONDS_OF_OPENING = 13 * 3600;

  private final RetailShape shape;
  private final Draw channel;
  private final Draw tenure;
  private final Draw tenureKind;
  private final Draw gap;
  private final Draw gapKind;
  private final Draw buys;

  People(long seed, RetailShape shape) {
    this.shape = shape;
    this.channel = Draw.of(seed, "people.channel");
    this.tenure = Draw.of(seed, "people.tenure");
    this.tenureKind = Draw.of(seed, "people.tenure_kind");
    this.gap = Draw.of(seed, "people.gap");
    this.gapKind = Draw.of(seed, "people.gap_kind");
    this.buys = Draw.of(seed, "people.buys");
  }

  Ids ids() {
    return Ids.of("CUST", shape.customers());
  }

  String preferredChannel(long customer) {
    return channel.pick(customer, CHANNELS);
  }

  /** Another channel than the preferred one; {@code which} is 0 or 1. */
  String otherChannel(long customer, int which) {
    return CHANNELS.get((CHANNELS.indexOf(preferredChannel(customer)) + 1 + which) % 3);
  }

  /** Days since registration: one in eight is new, the others came over seven years. */
  int tenureDays(long customer) {
    return tenureKind.percent(customer, 12)
        ? tenure.between(customer, 0, 90)
        : tenure.between(customer, 91, 2600);
  }

  /** Nothing happens before the customer registered. */
  int notBeforeRegistration(long customer, int daysAgo) {
    return Math.min(daysAgo, tenureDays(customer));
  }

  /** One customer in ten never buys. */
  boolean buys(long customer) {
    return !buys.percent(customer, 10);
  }

  /** Days since the last thing that this customer may have bought: a third bought lately. */
  int lastPurchaseDaysAgo(long customer) {
    int kind = gapKind.below(customer, 100);
    if (kind < 35) {
      return gap.between(customer, 0, 30);
    }
    return kind < 60 ? gap.between(customer, 31, 90) : gap.between(customer, 91, 700);
  }

  /** A second of the day between 08:00 and 21:00. */
  static int daytime(Draw draw, long row) {
    return 8 * 3600 + draw.below(row, SECONDS_OF_OPENING);
  }
}
