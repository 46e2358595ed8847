package dev.perigon.generator.commerce;

import dev.perigon.generator.CsvFile;
import dev.perigon.generator.CsvSource;
import dev.perigon.generator.Draw;
import dev.perigon.generator.Text;
import dev.perigon.generator.commerce.Calendar.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code transactions/transactions_2025-10-09.csv}, named by the last day. */
final class TransactionFiles implements Source {
  private static final List<String> HEADER =
      List.of(
          "transaction_id",
          "customer_id",
          "transaction_date",
          "amount",
          "quantity",
          "unit_price",
          "discount_pct",
          "product_id",
          "product_name",
          "product_category",
          "store_id",
          "payment_method",
          "currency");
  private static final int FIELDS_LEFT = 3;
  private static final long TWELVE_HEX_DIGITS = (1L << 48) - 1;
  private static final long ODD = 0x5851f42d4c95L;

  private final CommerceOptions options;
  private final Calendar calendar;
  private final Shoppers shoppers;
  private final Goods goods;
  private final Spread sales;
  private final Arrivals arrivals;
  private final Draw who;
  private final Draw when;
  private final Draw quantity;
  private final Draw discount;
  private final Draw product;
  private final Draw store;
  private final Draw payment;
  private final Draw faulty;

  TransactionFiles(CommerceOptions options, Calendar calendar, Shoppers shoppers) {
    long seed = options.seed();
    this.options = options;
    this.calendar = calendar;
    this.shoppers = shoppers;
    this.goods = Goods.of(seed);
    this.sales = new Spread(options.sizes().transactions(), Calendar.YEAR);
    this.arrivals = Arrivals.of(options, "transactions", Fault.LATE_EVENTS, 0);
    this.who = Draw.of(seed, "transactions.customer_id");
    this.when = Draw.of(seed, "transactions.transaction_date");
    this.quantity = Draw.of(seed, "transactions.quantity");
    this.discount = Draw.of(seed, "transactions.discount_pct");
    this.product = Draw.of(seed, "transactions.product_id");
    this.store = Draw.of(seed, "transactions.store_id");
    this.payment = Draw.of(seed, "transactions.payment_method");
    this.faulty = Draw.of(seed, "transactions.faults");
  }

  @Override
  public String path(Delivery delivery) {
    return "transactions/transactions_%s.csv".formatted(calendar.date(delivery.lastDay()));
  }

  @Override
  public long write(Delivery delivery, Path file) throws IOException {
    boolean more = options.has(Fault.NEW_COLUMN) && delivery.number() >= Calendar.LAST_OF_YEAR;
    List<String> header = new ArrayList<>(HEADER);
    if (more) {
      header.add("coupon_code");
    }
    return CsvFile.write(file, header, sink -> rows(delivery, more, sink));
  }

  private void rows(Delivery now, boolean more, CsvSource.Sink sink) {
    for (int back = 0; back <= Math.min(arrivals.reach(), now.number()); back++) {
      Delivery then = calendar.delivery(now.number() - back);
      for (long i = sales.first(then.firstDay()); i < sales.first(then.lastDay() + 1); i++) {
        for (int copies = arrivals.copies(i, back); copies > 0; copies--) {
          sink.row(faulty(i, row(i, more)));
        }
      }
    }
  }

  private String[] row(long i, boolean more) {
    int day = sales.day(i);
    int item = Goods.draw(product, i);
    int pieces = quantity.between(i, 1, 5);
    String[] row = {
      id(i),
      Shoppers.id(shoppers.buyer(who, i, day)),
      calendar.time(day, when.below(i, Calendar.DAY_SECONDS)),
      Text.money(pieces * goods.cents(item)),
      Integer.toString(pieces),
      Text.money(goods.cents(item)),
      discount(i),
      Goods.id(item),
      Goods.name(item),
      Goods.category(item),
      "S-" + store.between(i, 1, 50),
      payment.pick(i, Words.PAYMENT_METHODS),
      "USD"
    };
    if (!more) {
      return row;
    }
    String[] longer = Arrays.copyOf(row, row.length + 1);
    longer[row.length] =
        discount.percent(i + (1L << 40), 10) ? "WELCOME" + discount.below(i, 9) : null;
    return longer;
  }

  /** A bijection over 48 bits, so that no two are alike. */
  private String id(long i) {
    long scattered = ((i + 1) * ODD ^ options.seed()) & TWELVE_HEX_DIGITS;
    return "TXN-%012x".formatted(scattered);
  }

  private String discount(long i) {
    int kind = discount.below(i, 100);
    if (kind < 50) {
      return "0.00";
    }
    return kind < 65
        ? "0.05"
        : kind < 80 ? "0.10" : kind < 90 ? "0.15" : kind < 95 ? "0.20" : "0.25";
  }

  private String[] faulty(long i, String[] row) {
    if (options.has(Fault.MALFORMED) && faulty.permille(i, 5)) {
      return Arrays.copyOf(row, FIELDS_LEFT);
    }
    if (options.has(Fault.WRONG_TYPES) && faulty.permille(i + (1L << 40), 5)) {
      row[HEADER.indexOf("quantity")] = "three";
    }
    return row;
  }
}
