package dev.perigon.generator;

import java.util.List;

/** {@code sales/transaction_items.csv}. */
final class TransactionItems implements CsvSource {
  private final Sales sales;
  private final Catalog catalog;

  TransactionItems(Sales sales, Catalog catalog) {
    this.sales = sales;
    this.catalog = catalog;
  }

  @Override
  public String path() {
    return "sales/transaction_items";
  }

  @Override
  public List<String> header() {
    return List.of(
        "item_id",
        "transaction_id",
        "product_id",
        "quantity",
        "unit_price",
        "line_total",
        "discount_applied");
  }

  @Override
  public void rows(Sink sink) {
    Ids ids = Ids.of("ITM", sales.firstItem(sales.transactions()));
    Ids transactions = sales.ids();
    Ids products = catalog.ids();
    long item = 0;
    for (int i = 0; i < sales.transactions(); i++) {
      String transactionId = transactions.id(i);
      for (long end = sales.firstItem(i + 1); item < end; item++) {
        int product = sales.product(item);
        int quantity = sales.quantity(item);
        long gross = (long) quantity * catalog.price(product);
        long discount = sales.discountApplied(item, gross);
        sink.row(
            ids.id(item),
            transactionId,
            products.id(product),
            Integer.toString(quantity),
            Text.money(catalog.price(product)),
            Text.money(gross - discount),
            Text.money(discount));
      }
    }
  }
}
