package dev.perigon.generator.commerce;

import dev.perigon.generator.Draw;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/** What the sources must agree on about customers; a customer is an index from 0, oldest first. */
final class Shoppers {
  private static final LocalDate OPENED = LocalDate.of(2020, 1, 1);
  private static final int FIRST_ID = 1000;

  /** A prime larger than any number of customers that matters, to scatter the best ones. */
  private static final long SCATTER = 2_654_435_761L;

  private final Spread created;
  private final int before;
  private final Draw never;
  private final Draw lapse;

  Shoppers(CommerceOptions options) {
    LocalDate start = OPENED;
    LocalDate latest = options.asOf().minusDays(3L * Calendar.YEAR);
    start = start.isBefore(latest) ? start : latest;
    int days = (int) ChronoUnit.DAYS.between(start, options.asOf()) + 1;
    this.created = new Spread(options.sizes().customers(), days);
    this.before = days - Calendar.YEAR;
    this.never = Draw.of(options.seed(), "shoppers.never");
    this.lapse = Draw.of(options.seed(), "shoppers.lapse");
  }

  static String id(long customer) {
    return "C-" + (FIRST_ID + customer);
  }

  /** The first customer created on {@code day} or later. */
  long first(int day) {
    return created.first(before + day);
  }

  /** The day of the year's calendar on which {@code customer} came; often negative. */
  int createdDay(long customer) {
    return created.day(customer) - before;
  }

  /** Somebody who is a customer on {@code day}; some are seen much more than others. */
  long anybody(Draw draw, long row, int day) {
    double unit = draw.unit(row);
    long customers = first(day);
    long rank = (long) (unit * Math.sqrt(unit) * customers);
    return (rank * SCATTER + 7) % customers;
  }

  /** Somebody who buys on {@code day}: one in ten never does, one in three has stopped. */
  long buyer(Draw draw, long row, int day) {
    long customer = 0;
    for (long attempt = 0; attempt < 16; attempt++) {
      customer = anybody(draw, row + (attempt << 40), day);
      if (!never.percent(customer, 10) && day < lastDay(customer)) {
        return customer;
      }
    }
    return customer;
  }

  private int lastDay(long customer) {
    return lapse.percent(customer, 35)
        ? lapse.between(customer + (1L << 40), 30, Calendar.YEAR - 20)
        : Integer.MAX_VALUE;
  }
}
