package dev.perigon.generator;

import java.util.List;

/** {@code customer/support_tickets.csv}. */
final class SupportTickets implements CsvSource {
  private static final List<String> CATEGORIES =
      List.of("billing", "product", "shipping", "account", "technical");
  private static final List<String> PRIORITIES =
      List.of("low", "medium", "medium", "high", "urgent");
  private static final List<String> CHANNELS = List.of("email", "phone", "chat", "store");

  private final RetailOptions options;
  private final RetailShape shape;
  private final People people;
  private final Days days;
  private final Draw who;
  private final Draw opened;
  private final Draw kind;
  private final Draw state;
  private final Draw score;

  SupportTickets(RetailOptions options, RetailShape shape, People people, Days days) {
    this.options = options;
    this.shape = shape;
    this.people = people;
    this.days = days;
    this.who = Draw.of(options.seed(), "tickets.customer_id");
    this.opened = Draw.of(options.seed(), "tickets.created_date");
    this.kind = Draw.of(options.seed(), "tickets.category");
    this.state = Draw.of(options.seed(), "tickets.status");
    this.score = Draw.of(options.seed(), "tickets.satisfaction_score");
  }

  @Override
  public String path() {
    return "customer/support_tickets";
  }

  @Override
  public List<String> header() {
    return List.of(
        "ticket_id",
        "customer_id",
        "created_date",
        "resolved_date",
        "category",
        "priority",
        "status",
        "channel",
        "satisfaction_score");
  }

  @Override
  public void rows(Sink sink) {
    Ids ids = Ids.of("TKT", shape.tickets());
    for (int i = 0; i < shape.tickets(); i++) {
      String[] row = row(ids.id(i), i);
      sink.row(row);
      if (options.duplicates() && Duplicates.of(i, shape.tickets())) {
        sink.row(row);
      }
    }
  }

  private String[] row(String id, int i) {
    int customer = who.below(i, shape.customers());
    int daysAgo = people.notBeforeRegistration(customer, opened.below(i, 540));
    // Eight tickets hold one open one, so that the sample of 17 has two.
    boolean open = i % 8 == 5;
    int handled = Math.max(0, daysAgo - state.between(i, 1, 9));
    return new String[] {
      id,
      people.ids().id(customer),
      days.time(daysAgo, opened.below(i + (1L << 32), 12 * 3600)),
      open ? none("1970-01-01 00:00:00") : days.time(handled, 12 * 3600 + state.below(i, 43_200)),
      kind.pick(i, CATEGORIES),
      kind.pick(i + (1L << 32), PRIORITIES),
      status(i, open),
      kind.pick(i + (2L << 32), CHANNELS),
      satisfaction(i, open)
    };
  }

  private String none(String sentinel) {
    return options.sentinels() ? sentinel : null;
  }

  private String status(int i, boolean open) {
    if (open) {
      return state.percent(i + (1L << 32), 50) ? "open" : "in_progress";
    }
    return !shape.small() && state.percent(i + (1L << 32), 25) ? "closed" : "resolved";
  }

  /** In a large shop, one in five does not answer. */
  private String satisfaction(int i, boolean open) {
    if (open) {
      return none("0");
    }
    return !shape.small() && score.percent(i + (1L << 32), 20)
        ? null
        : Integer.toString(score.between(i, 1, 5));
  }
}
