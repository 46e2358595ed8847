package dev.perigon.generator;

/**
 * What the files must agree on about sales. A transaction is an index from 0, and so is an item:
 * consecutive transactions own consecutive items.
 */
final class Sales {
  /** A prime larger than any number of customers that matters, to scatter the best ones. */
  private static final long SCATTER = 2_654_435_761L;

  private final RetailShape shape;
  private final People people;
  private final Catalog catalog;
  private final Draw who;
  private final Draw when;
  private final Draw channel;
  private final Draw basket;
  private final Draw product;
  private final Draw quantity;
  private final Draw offer;

  Sales(long seed, RetailShape shape, People people, Catalog catalog) {
    this.shape = shape;
    this.people = people;
    this.catalog = catalog;
    this.who = Draw.of(seed, "sales.customer_id");
    this.when = Draw.of(seed, "sales.transaction_date");
    this.channel = Draw.of(seed, "sales.channel");
    this.basket = Draw.of(seed, "sales.basket");
    this.product = Draw.of(seed, "sales.product_id");
    this.quantity = Draw.of(seed, "sales.quantity");
    this.offer = Draw.of(seed, "sales.discount_applied");
  }

  int transactions() {
    return shape.transactions();
  }

  Ids ids() {
    return Ids.of("TXN", transactions());
  }

  /** A few customers buy much, most buy little, some never. */
  int customer(int transaction) {
    int customer = 0;
    for (long attempt = 0; attempt < 8; attempt++) {
      double unit = who.unit(transaction + (attempt << 32));
      long rank = (long) (unit * Math.sqrt(Math.sqrt(unit)) * shape.customers());
      customer = (int) ((rank * SCATTER + 3) % shape.customers());
      if (people.buys(customer)) {
        return customer;
      }
    }
    return customer;
  }

  /** Mostly shortly before the customer's last purchase, but up to two and a half years. */
  int daysAgo(int transaction, int customer) {
    double unit = when.unit(transaction);
    int earlier = (int) (unit * unit * unit * unit * 900);
    return people.notBeforeRegistration(customer, people.lastPurchaseDaysAgo(customer) + earlier);
  }

  /** Seven in ten go through the channel that the customer prefers. */
  String channel(int transaction, int customer) {
    return channel.percent(transaction, 70)
        ? people.preferredChannel(customer)
        : people.otherChannel(customer, channel.below(transaction + (1L << 32), 2));
  }

  /** The first item of {@code transaction}; the next transaction's first item ends it. */
  long firstItem(int transaction) {
    int[] sizes = shape.baskets();
    int block = transaction / sizes.length;
    int rotation = basket.below(block, sizes.length);
    long before = 0;
    for (int i = 0; i < sizes.length; i++) {
      before += sizes[i] * (long) block;
    }
    for (int i = 0; i < transaction % sizes.length; i++) {
      before += sizes[(i + rotation) % sizes.length];
    }
    return before;
  }

  /** Few products sell most. */
  int product(long item) {
    double unit = product.unit(item);
    return (int) (unit * Math.sqrt(unit) * catalog.size());
  }

  int quantity(long item) {
    int kind = quantity.below(item, 100);
    return kind < 72 ? 1 : kind < 90 ? 2 : kind < 97 ? 3 : 5;
  }

  /** Cents; one line in eight has a tenth off. */
  long discountApplied(long item, long gross) {
    return offer.percent(item, 12) ? Text.percentOf(gross, 10) : 0;
  }

  /** Cents. */
  long lineTotal(long item) {
    long gross = (long) quantity(item) * catalog.price(product(item));
    return gross - discountApplied(item, gross);
  }

  /** Cents: the sum of the transaction's lines. */
  long subtotal(int transaction) {
    long end = firstItem(transaction + 1);
    long sum = 0;
    for (long item = firstItem(transaction); item < end; item++) {
      sum += lineTotal(item);
    }
    return sum;
  }
}
