package dev.perigon.generator.commerce;

import dev.perigon.generator.Draw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How customers change; a change is an index from 0, in the order of days. */
final class CustomerChanges {
  /** What changes; STREET is not tracked in history, and NOTHING is what real systems send too. */
  enum Kind {
    TIER,
    CITY,
    PHONE,
    VALUE,
    EMAIL,
    STREET,
    NOTHING
  }

  private static final int CHANGED_ONE_IN = 4;

  private final Shoppers shoppers;
  private final Spread changes;
  private final Draw who;
  private final Draw kind;
  private final Draw when;
  private final Map<Long, List<Long>> byCustomer = new HashMap<>();
  private long known;

  CustomerChanges(CommerceOptions options, Shoppers shoppers) {
    this.shoppers = shoppers;
    this.changes = new Spread(Math.max(1, options.sizes().customers() * 6L / 10), Calendar.YEAR);
    this.who = Draw.of(options.seed(), "changes.customer_id");
    this.kind = Draw.of(options.seed(), "changes.kind");
    this.when = Draw.of(options.seed(), "changes.updated_date");
  }

  long first(int day) {
    return changes.first(day);
  }

  int day(long change) {
    return changes.day(change);
  }

  int second(long change) {
    return when.below(change, Calendar.DAY_SECONDS);
  }

  /** One of the customers before that day; three in four never change. */
  long customer(long change) {
    long customers = Math.max(1, shoppers.first(day(change)));
    return who.below(change, (int) ((customers - 1) / CHANGED_ONE_IN) + 1) * (long) CHANGED_ONE_IN;
  }

  Kind kind(long change) {
    return Kind.values()[kind.below(change, Kind.values().length)];
  }

  /** The changes of the same customer up to and with {@code change}, oldest first. */
  synchronized List<Long> upTo(long change) {
    for (; known <= change; known++) {
      byCustomer.computeIfAbsent(customer(known), none -> new ArrayList<>()).add(known);
    }
    Comparator<Long> time =
        Comparator.<Long>comparingInt(this::day)
            .thenComparingInt(this::second)
            .thenComparing(c -> c);
    return byCustomer.get(customer(change)).stream()
        .filter(other -> time.compare(other, change) <= 0)
        .sorted(time)
        .toList();
  }
}
