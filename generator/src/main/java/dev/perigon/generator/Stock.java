package dev.perigon.generator;

import java.util.List;

/** {@code products/inventory.csv}: each product at one location. */
final class Stock implements CsvSource {
  private final Catalog catalog;
  private final Days days;
  private final Draw stock;

  Stock(long seed, Catalog catalog, Days days) {
    this.catalog = catalog;
    this.days = days;
    this.stock = Draw.of(seed, "inventory.stock_quantity");
  }

  @Override
  public String path() {
    return "products/inventory";
  }

  @Override
  public List<String> header() {
    return List.of(
        "inventory_id",
        "product_id",
        "location_id",
        "stock_quantity",
        "reserved_quantity",
        "reorder_point",
        "max_stock_level",
        "last_updated");
  }

  @Override
  public void rows(Sink sink) {
    Ids ids = Ids.of("INV", catalog.size());
    for (int i = 0; i < catalog.size(); i++) {
      int most = stock.between(i, 2, 20) * 50;
      int quantity = stock.below(i + (1L << 32), most + 1);
      sink.row(
          ids.id(i),
          catalog.ids().id(i),
          Locations.id(i % Locations.COUNT),
          Integer.toString(quantity),
          Integer.toString(stock.below(i + (2L << 32), quantity / 4 + 1)),
          Integer.toString(most / 5),
          Integer.toString(most),
          days.time(stock.below(i + (3L << 32), 14), People.daytime(stock, i + (4L << 32))));
    }
  }
}
