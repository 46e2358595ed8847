package dev.perigon.generator;

import java.util.List;

/**
 * {@code products/product_suppliers.csv}: a primary supplier each, and a second for three in five.
 */
final class ProductSuppliers implements CsvSource {
  private final RetailShape shape;
  private final Catalog catalog;
  private final Draw supplier;
  private final Draw terms;

  ProductSuppliers(long seed, RetailShape shape, Catalog catalog) {
    this.shape = shape;
    this.catalog = catalog;
    this.supplier = Draw.of(seed, "product_suppliers.supplier_id");
    this.terms = Draw.of(seed, "product_suppliers.lead_time_days");
  }

  @Override
  public String path() {
    return "products/product_suppliers";
  }

  @Override
  public List<String> header() {
    return List.of("product_id", "supplier_id", "is_primary", "cost_price", "lead_time_days");
  }

  @Override
  public void rows(Sink sink) {
    Ids suppliers = Ids.of("SUP", shape.suppliers());
    for (int i = 0; i < catalog.size(); i++) {
      int primary = supplier.below(i, shape.suppliers());
      row(sink, i, suppliers.id(primary), true);
      if (i % 5 < 3) {
        row(sink, i, suppliers.id((primary + 1) % shape.suppliers()), false);
      }
    }
  }

  private void row(Sink sink, int product, String supplierId, boolean primary) {
    long cost = catalog.cost(product);
    sink.row(
        catalog.ids().id(product),
        supplierId,
        Boolean.toString(primary),
        Text.money(primary ? cost : Text.percentOf(cost, 106)),
        Integer.toString(terms.between(product + (primary ? 0 : 1L << 32), 2, 30)));
  }
}
