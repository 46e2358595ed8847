package dev.perigon.generator.commerce;

import dev.perigon.generator.Draw;

/**
 * Clicks come in visits: bursts of 1 to 30, seconds to minutes apart. A click is an index from 0.
 */
final class Visits {
  private static final int LARGEST = 30;
  private static final int LAST_START = 20 * 3600 * 1000;
  private static final long FIRST = 1L << 40;

  private final CommerceOptions options;
  private final Calendar calendar;
  private final Shoppers shoppers;
  private final Spread clicks;
  private final Draw who;
  private final Draw size;
  private final Draw pace;
  private final Draw type;
  private final Draw page;
  private final Draw device;
  private final Draw referrer;

  Visits(CommerceOptions options, Calendar calendar, Shoppers shoppers) {
    long seed = options.seed();
    this.options = options;
    this.calendar = calendar;
    this.shoppers = shoppers;
    this.clicks = new Spread(options.sizes().clicks(), Calendar.YEAR);
    this.who = Draw.of(seed, "clicks.customer_id");
    this.size = Draw.of(seed, "clicks.visit");
    this.pace = Draw.of(seed, "clicks.event_timestamp");
    this.type = Draw.of(seed, "clicks.event_type");
    this.page = Draw.of(seed, "clicks.page_url");
    this.device = Draw.of(seed, "clicks.device_type");
    this.referrer = Draw.of(seed, "clicks.referrer");
  }

  /**
   * One click.
   *
   * @param customer null for somebody unknown
   * @param micros since 1970
   */
  record Click(
      String customer,
      long micros,
      String type,
      String page,
      String device,
      String browser,
      String referrer) {}

  /** Takes clicks with their index. */
  interface Sink {
    void click(long index, Click click);
  }

  /** All clicks of the visits that begin on {@code day}. */
  void of(int day, Sink sink) {
    long end = clicks.first(day + 1);
    long first = clicks.first(day);
    while (first < end) {
      long next = Math.min(end, first + size(first));
      visit(day, first, next, sink);
      first = next;
    }
  }

  private int size(long first) {
    double unit = size.unit(first);
    return 1 + (int) (unit * unit * unit * LARGEST);
  }

  /** All 30 clicks of the longest visit fit into its day. */
  private void visit(int day, long first, long end, Sink sink) {
    boolean unknown = options.has(Fault.ANONYMOUS) && who.percent(first + FIRST, 5);
    long customer = shoppers.anybody(who, first, day);
    String deviceType = device(first, customer);
    String browser = device.pick(customer + FIRST, Words.BROWSERS);
    long millis = pace.below(first + FIRST, LAST_START);
    for (long i = first; i < end; i++) {
      String what = i == first ? opening(i) : type(i);
      Click click =
          new Click(
              unknown ? null : Shoppers.id(customer),
              calendar.micros(day, millis),
              what,
              page(i, what),
              deviceType,
              browser,
              referrer.pick(first, Words.REFERRERS));
      sink.click(i, click);
      double gap = pace.unit(i);
      millis += 2_000 + (long) (gap * gap * 460_000);
    }
  }

  /** Three in four visits come from the device that the customer prefers. */
  private String device(long first, long customer) {
    return device.percent(first, 75)
        ? device.pick(customer, Words.DEVICES)
        : device.pick(first + FIRST, Words.DEVICES);
  }

  private String opening(long i) {
    int kind = type.below(i, 100);
    return kind < 85 ? "page_view" : kind < 95 ? "search" : "click";
  }

  private String type(long i) {
    int kind = type.below(i, 100);
    if (kind < 50) {
      return "page_view";
    }
    return kind < 75 ? "click" : kind < 85 ? "search" : kind < 95 ? "add_to_cart" : "purchase";
  }

  private String page(long i, String what) {
    return switch (what) {
      case "search" -> "/search";
      case "add_to_cart" -> "/cart";
      case "purchase" -> "/checkout";
      default -> page.pick(i, Words.PAGES);
    };
  }
}
