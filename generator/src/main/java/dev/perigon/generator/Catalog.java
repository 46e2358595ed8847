package dev.perigon.generator;

import dev.perigon.generator.Assortment.Line;

/** What the files must agree on about products; a product is an index from 0. */
final class Catalog {
  private static final int SEASONAL = 7;

  private final RetailShape shape;
  private final Draw price;
  private final Draw margin;
  private final Draw state;

  Catalog(long seed, RetailShape shape) {
    this.shape = shape;
    this.price = Draw.of(seed, "products.price");
    this.margin = Draw.of(seed, "products.cost");
    this.state = Draw.of(seed, "products.status");
  }

  int size() {
    return shape.products();
  }

  Ids ids() {
    return Ids.of("PRD", size());
  }

  Line line(int product) {
    return Assortment.LINES.get(product % Assortment.LINES.size());
  }

  /** Cents, ending in 99. */
  int price(int product) {
    Line line = line(product);
    return price.between(product, line.fromDollars(), line.toDollars()) * 100 + 99;
  }

  /** Cents; between 40 and 75 percent of the price. */
  long cost(int product) {
    return Text.percentOf(price(product), margin.between(product, 40, 75));
  }

  /** PRD008 is seasonal; in a larger assortment some are, and some are discontinued. */
  String status(int product) {
    if (product == SEASONAL) {
      return "seasonal";
    }
    int kind = product < Assortment.LINES.size() ? 100 : state.below(product, 100);
    return kind < 3 ? "discontinued" : kind < 6 ? "seasonal" : "active";
  }
}
