package dev.perigon.commerce;

import static java.util.Comparator.comparing;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Segments by quintiles of recency, frequency and money. */
final class SegmentOracle {
  private SegmentOracle() {}

  /** Score and segment, as "543 Champions", by customer. */
  static Map<String, String> segments(Collection<Map<String, Object>> profiles) {
    List<Map<String, Object>> buyers =
        profiles.stream().filter(row -> (long) row.get("total_transactions") > 0).toList();
    Map<String, Integer> recency =
        quintiles(buyers, comparing(row -> (Integer) row.get("days_since_last_purchase")));
    Map<String, Integer> frequency =
        quintiles(buyers, comparing(row -> (Long) row.get("total_transactions")));
    Map<String, Integer> money =
        quintiles(buyers, comparing(row -> (BigDecimal) row.get("total_spend")));
    Map<String, String> segments = new TreeMap<>();
    recency.forEach(
        (id, quintile) -> {
          int r = 6 - quintile;
          int f = frequency.get(id);
          int m = money.get(id);
          segments.put(id, "" + r + f + m + " " + segment(r, f, m));
        });
    return segments;
  }

  /** Five groups as even as can be, the first ones larger by one. */
  private static Map<String, Integer> quintiles(
      List<Map<String, Object>> rows, Comparator<Map<String, Object>> order) {
    List<String> ids =
        rows.stream()
            .sorted(order.thenComparing(row -> (String) row.get("customer_id")))
            .map(row -> (String) row.get("customer_id"))
            .toList();
    Map<String, Integer> quintiles = new HashMap<>();
    int next = 0;
    for (int quintile = 1; quintile <= 5; quintile++) {
      int size = ids.size() / 5 + (quintile <= ids.size() % 5 ? 1 : 0);
      for (int i = 0; i < size; i++) {
        quintiles.put(ids.get(next++), quintile);
      }
    }
    return quintiles;
  }

  private static String segment(int r, int f, int m) {
    if (f >= 4 && m >= 4 && (r >= 4 || r <= 2)) {
      return r >= 4 ? "Champions" : "Can't Lose Them";
    }
    if (r >= 3 && f >= 3 && m >= 4) {
      return "Loyal Customers";
    }
    if (r <= 2 && f >= 3 && m >= 3) {
      return "At Risk";
    }
    if (f <= 2 && (r >= 4 || r <= 2)) {
      return r >= 4 ? "New Customers" : "Lost";
    }
    return r >= 3 && f >= 3 && m <= 2 ? "Promising" : "Needs Attention";
  }
}
