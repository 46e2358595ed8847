package dev.perigon.generator.commerce;

import dev.perigon.generator.Draw;
import java.util.List;

/** Products: a number from 1000 to 9999 settles name, category and price. */
record Goods(Draw price) {
  static Goods of(long seed) {
    return new Goods(Draw.of(seed, "goods.price"));
  }

  static String id(int product) {
    return "P-" + product;
  }

  /** Few products sell most. */
  static int draw(Draw draw, long row) {
    double unit = draw.unit(row);
    return 1000 + (int) (unit * unit * unit * 9000);
  }

  static String category(int product) {
    return Words.CATEGORIES.get(product % 8);
  }

  static String name(int product) {
    List<String> names = Words.PRODUCTS.get(product % 8);
    return names.get(product / 8 % names.size());
  }

  /** Cents, from 9.99 to 499.99. */
  long cents(int product) {
    double unit = price.unit(product);
    return 999 + (long) (unit * unit * 491) * 100;
  }
}
