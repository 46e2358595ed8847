package dev.perigon.commerce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Transactions as the CSV files have them. */
final class SalesOracle {
  private final Map<String, Sale> byId = new TreeMap<>();

  record Sale(
      String id,
      String customer,
      LocalDateTime at,
      BigDecimal net,
      String category,
      String payment) {
    LocalDate day() {
      return at.toLocalDate();
    }
  }

  SalesOracle(CommerceFiles files) {
    for (Map<String, String> row : files.transactions()) {
      // Broken lines have no amount; a quantity in words is none.
      if (row.size() > 3 && row.get("quantity").matches("\\d+")) {
        byId.put(row.get("transaction_id"), sale(row));
      }
    }
  }

  private static Sale sale(Map<String, String> row) {
    BigDecimal gross =
        new BigDecimal(row.get("unit_price")).multiply(new BigDecimal(row.get("quantity")));
    BigDecimal rate = BigDecimal.ONE.subtract(new BigDecimal(row.get("discount_pct")));
    return new Sale(
        row.get("transaction_id"),
        row.get("customer_id"),
        LocalDateTime.parse(row.get("transaction_date")),
        gross.multiply(rate).setScale(2, RoundingMode.HALF_UP),
        row.get("product_category"),
        row.get("payment_method"));
  }

  Map<String, Sale> sales() {
    return byId;
  }

  Map<String, List<Sale>> byCustomer() {
    Map<String, List<Sale>> sales = new TreeMap<>();
    byId.values()
        .forEach(s -> sales.computeIfAbsent(s.customer(), none -> new ArrayList<>()).add(s));
    return sales;
  }
}
