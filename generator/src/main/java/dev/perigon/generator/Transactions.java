package dev.perigon.generator;

import java.util.List;

/** {@code sales/transactions.csv}. */
final class Transactions implements CsvSource {
  private static final int TAX_PERCENT = 8;
  private static final List<String> DIGITAL_PAYMENT =
      List.of("credit_card", "debit_card", "paypal", "apple_pay", "google_pay");
  private static final List<String> STORE_PAYMENT =
      List.of("credit_card", "debit_card", "cash", "apple_pay", "google_pay");

  private final RetailShape shape;
  private final People people;
  private final Sales sales;
  private final Days days;
  private final Draw clock;
  private final Draw store;
  private final Draw payment;
  private final Draw voucher;
  private final Draw state;

  Transactions(long seed, RetailShape shape, People people, Sales sales, Days days) {
    this.shape = shape;
    this.people = people;
    this.sales = sales;
    this.days = days;
    this.clock = Draw.of(seed, "transactions.time");
    this.store = Draw.of(seed, "transactions.store_id");
    this.payment = Draw.of(seed, "transactions.payment_method");
    this.voucher = Draw.of(seed, "transactions.discount_amount");
    this.state = Draw.of(seed, "transactions.status");
  }

  @Override
  public String path() {
    return "sales/transactions";
  }

  @Override
  public List<String> header() {
    return List.of(
        "transaction_id",
        "customer_id",
        "transaction_date",
        "channel",
        "store_id",
        "payment_method",
        "subtotal",
        "tax_amount",
        "discount_amount",
        "total_amount",
        "currency",
        "status");
  }

  @Override
  public void rows(Sink sink) {
    Ids ids = sales.ids();
    Ids customers = people.ids();
    for (int i = 0; i < sales.transactions(); i++) {
      int customer = sales.customer(i);
      String channel = sales.channel(i, customer);
      boolean inStore = channel.equals("store");
      long subtotal = sales.subtotal(i);
      long tax = Text.percentOf(subtotal, TAX_PERCENT);
      long discount = discount(i, subtotal);
      sink.row(
          ids.id(i),
          customers.id(customer),
          days.time(sales.daysAgo(i, customer), People.daytime(clock, i)),
          channel,
          inStore ? Locations.storeId(store.below(i, Locations.STORES)) : null,
          payment.pick(i, inStore ? STORE_PAYMENT : DIGITAL_PAYMENT),
          Text.money(subtotal),
          Text.money(tax),
          Text.money(discount),
          Text.money(subtotal + tax - discount),
          "USD",
          status(i));
    }
  }

  /** One in five uses a voucher of 5, 10 or 15 percent. */
  private long discount(int i, long subtotal) {
    return voucher.percent(i, 20)
        ? Text.percentOf(subtotal, 5 * voucher.between(i + (1L << 32), 1, 3))
        : 0;
  }

  private String status(int i) {
    int kind = shape.small() ? 100 : state.below(i, 100);
    return kind < 4 ? "cancelled" : kind < 7 ? "refunded" : "completed";
  }
}
