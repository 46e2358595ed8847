package dev.perigon.retail;

import static java.util.Comparator.comparing;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;
import static java.util.stream.Collectors.groupingBy;

import dev.perigon.retail.RetailFiles.Line;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The product as the specification says it, customer by customer, over the CSV files. It has all
 * columns but the two clocks.
 */
final class RetailOracle {
  private final LocalDate asOf;
  private final List<Line> customers;
  private final Map<String, Line> loyalty = new TreeMap<>();
  private final Map<String, List<Line>> tickets;
  private final Map<String, List<Line>> sessions;
  private final Map<String, List<Line>> purchases;

  RetailOracle(RetailFiles files, LocalDate asOf) {
    this.asOf = asOf;
    this.customers =
        RetailFiles.onePerKey(
            files.lines("customer/customers"), "customer_id", latest("registration_date"));
    RetailFiles.onePerKey(
            files.lines("customer/loyalty_program"), "customer_id", latest("tier_start_date"))
        .forEach(line -> loyalty.put(line.text("customer_id"), line));
    this.tickets =
        byCustomer(
            RetailFiles.onePerKey(
                files.lines("customer/support_tickets"), "ticket_id", latest("created_date")));
    this.sessions =
        byCustomer(
            RetailFiles.onePerKey(
                files.lines("customer/app_usage"), "usage_id", latest("session_start")));
    this.purchases = byCustomer(counted(files));
  }

  private static Comparator<Line> latest(String time) {
    Comparator<Line> newest =
        comparing(line -> line.text(time), nullsFirst(Comparator.<String>naturalOrder()));
    return newest.reversed();
  }

  private static Map<String, List<Line>> byCustomer(List<Line> lines) {
    return lines.stream()
        .filter(line -> line.text("customer_id") != null)
        .collect(groupingBy(line -> line.text("customer_id")));
  }

  /** Completed transactions with positive amounts and at least one line of an active product. */
  private static List<Line> counted(RetailFiles files) {
    Set<String> active = new HashSet<>();
    RetailFiles.onePerKey(files.lines("products/products"), "product_id", latest("created_date"))
        .stream()
        .filter(product -> product.is("status", "active"))
        .forEach(product -> active.add(product.text("product_id")));
    Set<String> withItems = new HashSet<>();
    RetailFiles.onePerKey(
            files.lines("sales/transaction_items"),
            "item_id",
            comparing(line -> line.text("transaction_id")))
        .stream()
        .filter(item -> active.contains(item.text("product_id")))
        .forEach(item -> withItems.add(item.text("transaction_id")));
    return RetailFiles.onePerKey(
            files.lines("sales/transactions"), "transaction_id", latest("transaction_date"))
        .stream()
        .filter(line -> line.is("status", "completed"))
        .filter(line -> line.amount("total_amount").signum() > 0)
        .filter(line -> line.amount("subtotal").signum() > 0)
        .filter(line -> withItems.contains(line.text("transaction_id")))
        .toList();
  }

  /** Each customer's columns, in order, by customer id. */
  Map<String, Map<String, Object>> product() {
    Map<String, Map<String, Object>> rows = new TreeMap<>();
    for (Line customer : customers) {
      if (customer.text("email") != null && !customer.text("email").isBlank()) {
        rows.put(customer.text("customer_id"), row(customer));
      }
    }
    return rows;
  }

  private Map<String, Object> row(Line customer) {
    String id = customer.text("customer_id");
    Map<String, Object> row = new LinkedHashMap<>();
    person(row, customer);
    loyalty(row, loyalty.get(id));
    OraclePurchases bought = new OraclePurchases(purchases.getOrDefault(id, List.of()), asOf);
    bought.addTo(row);
    app(row, sessions.getOrDefault(id, List.of()));
    support(row, tickets.getOrDefault(id, List.of()));
    flags(row);
    return row;
  }

  private int days(LocalDate date) {
    return (int) ChronoUnit.DAYS.between(date, asOf);
  }

  private void person(Map<String, Object> row, Line customer) {
    for (String column :
        List.of(
            "customer_id",
            "first_name",
            "last_name",
            "email",
            "customer_segment",
            "preferred_channel")) {
      row.put(column, customer.text(column));
    }
    BigDecimal age =
        new BigDecimal(days(customer.date("date_of_birth")))
            .divide(new BigDecimal("365.25"), 6, RoundingMode.HALF_UP);
    row.put("generation_segment", generation(age.doubleValue()));
    row.put("age_years", age);
    for (String column : List.of("city", "state", "country")) {
      row.put(column, customer.text(column));
    }
    int tenure = days(customer.date("registration_date"));
    row.put("days_since_registration", tenure);
    row.put("customer_tenure_segment", tenureSegment(tenure));
  }

  private static String generation(double age) {
    if (age < 25) {
      return "Gen Z";
    }
    if (age < 40) {
      return "Millennial";
    }
    return age < 55 ? "Gen X" : "Boomer+";
  }

  private static String tenureSegment(int tenure) {
    if (tenure <= 30) {
      return "New (0-30 days)";
    }
    if (tenure <= 90) {
      return "Recent (31-90 days)";
    }
    return tenure <= 365 ? "Established (3-12 months)" : "Veteran (1+ years)";
  }

  private static void loyalty(Map<String, Object> row, Line member) {
    row.put("loyalty_tier", member == null ? null : member.text("loyalty_tier"));
    row.put("points_balance", member == null ? null : member.number("points_balance"));
    row.put("lifetime_value", member == null ? null : member.amount("lifetime_value"));
    row.put("value_segment", member == null ? null : value(member.amount("lifetime_value")));
    row.put("redemption_rate", member == null ? null : redemption(member));
  }

  private static String value(BigDecimal lifetimeValue) {
    double value = lifetimeValue.doubleValue();
    if (value < 1000) {
      return "Low Value";
    }
    if (value < 5000) {
      return "Medium Value";
    }
    return value < 10_000 ? "High Value" : "VIP";
  }

  private static Double redemption(Line member) {
    int earned = member.number("points_earned_ytd");
    return earned == 0 ? null : member.number("points_redeemed_ytd") / (double) earned;
  }

  private static void app(Map<String, Object> row, List<Line> sessions) {
    long minutes = sum(sessions, "session_duration_minutes");
    long tenths =
        3 * minutes + 4 * sum(sessions, "pages_viewed") + 3 * sum(sessions, "actions_taken");
    row.put("total_app_sessions", (long) sessions.size());
    row.put("total_session_minutes", minutes);
    row.put("avg_session_duration", sessions.isEmpty() ? null : minutes / (double) sessions.size());
    row.put("app_engagement_score", BigDecimal.valueOf(tenths, 1));
    row.put(
        "last_app_use_date",
        sessions.stream().map(s -> s.date("session_date")).max(naturalOrder()).orElse(null));
    row.put(
        "unique_device_types",
        sessions.stream().map(s -> s.text("device_type")).distinct().count());
  }

  private static long sum(List<Line> lines, String column) {
    return lines.stream().mapToLong(line -> line.number(column)).sum();
  }

  private static void support(Map<String, Object> row, List<Line> tickets) {
    List<Integer> scores =
        tickets.stream()
            .map(ticket -> ticket.number("satisfaction_score"))
            .filter(score -> score != null && score != 0)
            .toList();
    Double average =
        scores.isEmpty()
            ? null
            : scores.stream().mapToInt(Integer::intValue).sum() / (double) scores.size();
    row.put("total_support_tickets", (long) tickets.size());
    row.put(
        "resolved_support_tickets",
        tickets.stream().filter(ticket -> ticket.is("status", "resolved")).count());
    row.put("avg_satisfaction", average);
    Instant last =
        tickets.stream().map(t -> t.time("created_date")).max(naturalOrder()).orElse(null);
    row.put("last_ticket_date", last);
    row.put(
        "urgent_support_tickets",
        tickets.stream().filter(ticket -> ticket.is("priority", "urgent")).count());
    row.put("support_satisfaction_level", satisfaction(tickets.size(), average));
  }

  private static String satisfaction(int tickets, Double average) {
    if (tickets == 0) {
      return "No Contact";
    }
    if (average == null || average < 3) {
      return "Needs Attention";
    }
    return average < 4 ? "Satisfied" : "Highly Satisfied";
  }

  private static void flags(Map<String, Object> row) {
    Object status = row.get("customer_status");
    Object tier = row.get("loyalty_tier");
    Object channel = row.get("preferred_channel");
    BigDecimal value = (BigDecimal) row.get("lifetime_value");
    Double satisfaction = (Double) row.get("avg_satisfaction");
    boolean usesApp = (long) row.get("total_app_sessions") > 0;
    row.put("is_app_user", usesApp);
    row.put("is_digital_native", "online".equals(channel) || "mobile".equals(channel));
    row.put("has_urgent_issues", (long) row.get("urgent_support_tickets") > 0);
    row.put("churn_risk_flag", "At Risk".equals(status) || "Churned".equals(status));
    row.put("satisfaction_risk_flag", satisfaction != null && satisfaction < 3);
    row.put(
        "channel_expansion_opportunity",
        (long) row.get("channels_used") == 1 && (long) row.get("total_transactions") > 3);
    row.put(
        "tier_upgrade_opportunity",
        ("Bronze".equals(tier) || "Silver".equals(tier))
            && value.compareTo(new BigDecimal(2000)) > 0);
    row.put("app_adoption_opportunity", !usesApp && "Active".equals(status));
  }
}
