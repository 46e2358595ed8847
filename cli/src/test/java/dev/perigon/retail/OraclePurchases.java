package dev.perigon.retail;

import static java.util.Comparator.naturalOrder;

import dev.perigon.retail.RetailFiles.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** The oracle's view of one customer's counted transactions. */
record OraclePurchases(List<Line> transactions, LocalDate asOf) {
  private static final BigDecimal NOTHING = new BigDecimal("0.00");

  void addTo(Map<String, Object> row) {
    BigDecimal spent = spent(transactions);
    List<Line> recent =
        transactions.stream().filter(t -> daysAgo(t.date("transaction_date")) <= 90).toList();
    Instant last = times().max(naturalOrder()).orElse(null);
    int recency = recency(last);
    int frequency = score(transactions.size(), 1, 3, 5, 10);
    int monetary = score(spent.doubleValue(), 50, 200, 500, 1000);
    row.put("total_transactions", (long) transactions.size());
    row.put("total_spent", spent);
    row.put("avg_order_value", average(spent));
    row.put("first_purchase_date", times().min(naturalOrder()).orElse(null));
    row.put("last_purchase_date", last);
    row.put("channels_used", transactions.stream().map(t -> t.text("channel")).distinct().count());
    row.put(
        "shopping_days",
        transactions.stream().map(t -> t.date("transaction_date")).distinct().count());
    row.put("transactions_last_90d", (long) recent.size());
    row.put("spent_last_90d", spent(recent));
    row.put("customer_status", status(last));
    row.put("recency_score", recency);
    row.put("frequency_score", frequency);
    row.put("monetary_score", monetary);
    row.put(
        "customer_health_score",
        new BigDecimal(recency + frequency + monetary)
            .divide(new BigDecimal(3), 6, RoundingMode.HALF_UP));
  }

  private java.util.stream.Stream<Instant> times() {
    return transactions.stream().map(t -> t.time("transaction_date"));
  }

  private static BigDecimal spent(List<Line> transactions) {
    return transactions.stream()
        .map(t -> t.amount("total_amount"))
        .reduce(NOTHING, BigDecimal::add);
  }

  private BigDecimal average(BigDecimal spent) {
    return transactions.isEmpty()
        ? null
        : spent.divide(new BigDecimal(transactions.size()), 6, RoundingMode.HALF_UP);
  }

  private long daysAgo(LocalDate date) {
    return ChronoUnit.DAYS.between(date, asOf);
  }

  private long daysAgo(Instant time) {
    return daysAgo(time.atZone(ZoneOffset.UTC).toLocalDate());
  }

  private String status(Instant last) {
    if (last == null) {
      return "Never Purchased";
    }
    if (daysAgo(last) <= 30) {
      return "Active";
    }
    return daysAgo(last) <= 90 ? "At Risk" : "Churned";
  }

  private int recency(Instant last) {
    int score = 1;
    if (last != null) {
      for (int limit : new int[] {180, 90, 60, 30}) {
        score += daysAgo(last) <= limit ? 1 : 0;
      }
    }
    return score;
  }

  /** One more than the number of limits that {@code value} reaches. */
  private static int score(double value, int... limits) {
    int score = 1;
    for (int limit : limits) {
      score += value >= limit ? 1 : 0;
    }
    return score;
  }
}
