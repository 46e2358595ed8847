package dev.perigon.generator.telco;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Texts, some likelier than others. */
record Weighted(List<String> values, List<Integer> weights, int sum) {
  /** From {@code value:weight}. */
  static Weighted of(String... texts) {
    return of(texts, 0);
  }

  /** From {@code value:weight}, without the first few. */
  static Weighted of(String[] texts, int from) {
    List<String> values = new ArrayList<>();
    List<Integer> weights = new ArrayList<>();
    for (String text : Arrays.asList(texts).subList(from, texts.length)) {
      int colon = text.lastIndexOf(':');
      values.add(text.substring(0, colon));
      weights.add(Integer.valueOf(text.substring(colon + 1)));
    }
    return new Weighted(
        List.copyOf(values),
        List.copyOf(weights),
        weights.stream().mapToInt(Integer::intValue).sum());
  }

  /**
   * @param unit from 0 (inclusive) to 1 (exclusive)
   */
  String at(double unit) {
    double left = unit * sum;
    for (int i = 0; i < values.size() - 1; i++) {
      left -= weights.get(i);
      if (left < 0) {
        return values.get(i);
      }
    }
    return values.get(values.size() - 1);
  }
}
