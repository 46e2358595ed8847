package dev.perigon.generator;

import java.util.List;

/** {@code customer/app_usage.csv}. */
final class AppUsage implements CsvSource {
  private static final List<String> DEVICES = List.of("ios", "android", "web");
  private static final List<String> VERSIONS = List.of("3.1.0", "3.2.0", "3.2.1", "4.0.0");

  private final RetailShape shape;
  private final People people;
  private final Days days;
  private final Draw who;
  private final Draw when;
  private final Draw length;
  private final Draw device;

  AppUsage(long seed, RetailShape shape, People people, Days days) {
    this.shape = shape;
    this.people = people;
    this.days = days;
    this.who = Draw.of(seed, "sessions.customer_id");
    this.when = Draw.of(seed, "sessions.session_date");
    this.length = Draw.of(seed, "sessions.session_duration_minutes");
    this.device = Draw.of(seed, "sessions.device_type");
  }

  @Override
  public String path() {
    return "customer/app_usage";
  }

  @Override
  public List<String> header() {
    return List.of(
        "usage_id",
        "customer_id",
        "session_date",
        "session_start",
        "session_duration_minutes",
        "pages_viewed",
        "actions_taken",
        "device_type",
        "app_version");
  }

  @Override
  public void rows(Sink sink) {
    Ids ids = Ids.of("USG", shape.sessions());
    Ids customers = people.ids();
    for (int i = 0; i < shape.sessions(); i++) {
      int customer = customer(i);
      int daysAgo = people.notBeforeRegistration(customer, when.below(i, 365));
      int minutes = length.between(i, 1, 60);
      int pages = length.between(i + (1L << 32), 1, minutes);
      sink.row(
          ids.id(i),
          customers.id(customer),
          days.date(daysAgo),
          days.time(daysAgo, People.daytime(when, i + (1L << 32))),
          Integer.toString(minutes),
          Integer.toString(pages),
          Integer.toString(length.below(i + (2L << 32), pages + 1)),
          device.pick(customer + (long) device.below(i, 2), DEVICES),
          device.pick(i + (1L << 32), VERSIONS));
    }
  }

  /** Two thirds of the customers use the app, some much more than others. */
  private int customer(int i) {
    double unit = who.unit(i);
    int rank = (int) (unit * Math.sqrt(unit) * shape.customers());
    return rank - (shape.customers() > 2 && rank % 3 == 2 ? 1 : 0);
  }
}
