package dev.perigon.generator;

import dev.perigon.generator.Assortment.Line;
import java.util.List;

/** {@code products/products.csv}. */
final class Products implements CsvSource {
  private static final List<String> COLORS = List.of("black", "white", "blue", "red", "green");
  private static final List<String> SIZES = List.of("S", "M", "L", "One Size");

  private final RetailOptions options;
  private final Catalog catalog;
  private final Days days;
  private final Draw looks;
  private final Draw weight;
  private final Draw launch;

  Products(RetailOptions options, Catalog catalog, Days days) {
    this.options = options;
    this.catalog = catalog;
    this.days = days;
    this.looks = Draw.of(options.seed(), "products.looks");
    this.weight = Draw.of(options.seed(), "products.weight_kg");
    this.launch = Draw.of(options.seed(), "products.created_date");
  }

  @Override
  public String path() {
    return "products/products";
  }

  @Override
  public List<String> header() {
    return List.of(
        "product_id",
        "product_name",
        "category",
        "subcategory",
        "brand",
        "price",
        "cost",
        "weight_kg",
        "dimensions",
        "color",
        "size",
        "created_date",
        "status");
  }

  @Override
  public void rows(Sink sink) {
    Ids ids = catalog.ids();
    for (int i = 0; i < catalog.size(); i++) {
      String[] row = row(ids.id(i), i);
      sink.row(row);
      if (options.duplicates() && Duplicates.of(i, catalog.size())) {
        row[6] = Text.money(catalog.cost(i) + 1);
        sink.row(row);
      }
    }
  }

  private String[] row(String id, int i) {
    Line line = catalog.line(i);
    String brand = looks.pick(i, Vocabulary.BRANDS);
    return new String[] {
      id,
      brand + " " + line.name(),
      line.category(),
      line.subcategory(),
      brand,
      Text.money(catalog.price(i)),
      Text.money(catalog.cost(i)),
      Text.thousandths(weight.between(i, 50, 15_000)),
      dimensions(i),
      looks.pick(i + (1L << 32), COLORS),
      looks.pick(i + (2L << 32), SIZES),
      days.date(launch.between(i, 60, 1500)),
      catalog.status(i)
    };
  }

  private String dimensions(int i) {
    return weight.between(i + (1L << 32), 5, 60)
        + "x"
        + weight.between(i + (2L << 32), 5, 60)
        + "x"
        + weight.between(i + (3L << 32), 2, 40)
        + " cm";
  }
}
