package dev.perigon.commerce;

import static java.time.temporal.ChronoUnit.DAYS;
import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import dev.perigon.commerce.DeskOracle.Ticket;
import dev.perigon.commerce.SalesOracle.Sale;
import dev.perigon.commerce.WebOracle.Session;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** One profile per customer, from the other oracles. */
final class ProfileOracle {
  private final LocalDate asOf;
  private final CrmOracle crm;
  private final Map<String, List<Sale>> sales;
  private final Map<String, List<Session>> sessions;
  private final Map<String, List<Ticket>> tickets;

  ProfileOracle(CommerceFiles files, LocalDate asOf) {
    this.asOf = asOf;
    this.crm = new CrmOracle(files);
    this.sales = new SalesOracle(files).byCustomer();
    this.sessions = new WebOracle(files).byCustomer();
    this.tickets = DeskOracle.ofTable(files).byCustomer();
  }

  /** The figures of customer_360, by customer. */
  Map<String, Map<String, Object>> profiles() {
    Map<String, Map<String, Object>> profiles = new TreeMap<>();
    crm.current()
        .forEach(
            (id, version) -> {
              Map<String, Object> row = new LinkedHashMap<>();
              row.put("customer_id", id);
              row.put("email", version.tracked().email());
              row.put("loyalty_tier", version.tracked().tier());
              row.put("lifetime_value", version.tracked().value());
              long age = DAYS.between(LocalDate.parse(version.created()), asOf);
              row.put("account_age_days", (int) age);
              purchases(row, sales.getOrDefault(id, List.of()));
              visits(row, sessions.getOrDefault(id, List.of()));
              support(row, tickets.getOrDefault(id, List.of()));
              scores(row, age);
              profiles.put(id, row);
            });
    return profiles;
  }

  private long daysAgo(LocalDate day) {
    return DAYS.between(day, asOf);
  }

  private void purchases(Map<String, Object> row, List<Sale> bought) {
    row.put("total_transactions", (long) bought.size());
    row.put("total_spend", sum(bought));
    Integer since =
        bought.stream()
            .map(s -> (int) daysAgo(s.day()))
            .min(Comparator.naturalOrder())
            .orElse(null);
    row.put("days_since_last_purchase", since);
    row.put(
        "active_months", bought.stream().map(s -> s.day().withDayOfMonth(1)).distinct().count());
    row.put("top_category", mode(bought, Sale::category, comparing(Sale::at)));
    row.put("preferred_payment_method", mode(bought, Sale::payment, comparing(Sale::at)));
    row.put("spend_last_30_days", sum(within(bought, 30)));
    row.put("transactions_last_30_days", (long) within(bought, 30).size());
    row.put("spend_last_90_days", sum(within(bought, 90)));
  }

  private List<Sale> within(List<Sale> bought, int days) {
    return bought.stream().filter(s -> daysAgo(s.day()) <= days).toList();
  }

  private static BigDecimal sum(List<Sale> sales) {
    return sales.stream().map(Sale::net).reduce(new BigDecimal("0.00"), BigDecimal::add);
  }

  /** What occurs most; ties go to the latest, then to the first name. */
  private static <T> String mode(List<T> rows, Function<T, String> value, Comparator<T> time) {
    Map<String, List<T>> groups = rows.stream().collect(groupingBy(value));
    Comparator<Map.Entry<String, List<T>>> order = comparing(group -> group.getValue().size());
    order = order.thenComparing(group -> group.getValue().stream().max(time).orElseThrow(), time);
    order = order.thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder()));
    return groups.entrySet().stream().max(order).map(Map.Entry::getKey).orElse(null);
  }

  private void visits(Map<String, Object> row, List<Session> visits) {
    row.put("total_sessions", (long) visits.size());
    row.put("total_page_views", visits.stream().mapToLong(s -> s.count("page_view")).sum());
    row.put("total_web_purchases", visits.stream().mapToLong(s -> s.count("purchase")).sum());
    row.put(
        "bounce_rate",
        visits.isEmpty()
            ? null
            : (double) visits.stream().filter(Session::isBounce).count() / visits.size());
    Comparator<Session> time = comparing(s -> s.first().at());
    row.put("primary_device", mode(visits, s -> s.first().device(), time));
    row.put("primary_browser", mode(visits, s -> s.first().browser(), time));
  }

  private static void support(Map<String, Object> row, List<Ticket> asked) {
    row.put("total_tickets", (long) asked.size());
    row.put(
        "open_tickets",
        asked.stream().filter(t -> List.of("open", "in_progress").contains(t.status())).count());
    row.put("closed_tickets", asked.stream().filter(t -> t.status().equals("closed")).count());
    row.put(
        "critical_tickets", asked.stream().filter(t -> t.priority().equals("critical")).count());
  }

  private static void scores(Map<String, Object> row, long age) {
    long transactions = (long) row.get("total_transactions");
    long views = (long) row.get("total_page_views");
    row.put(
        "engagement_score",
        (10 * transactions + 2 * (long) row.get("total_sessions") + 0.5 * views)
            / Math.max(age, 1));
    BigDecimal spend = (BigDecimal) row.get("total_spend");
    Integer since = (Integer) row.get("days_since_last_purchase");
    boolean much = spend.compareTo(new BigDecimal(1000)) > 0;
    String health = "neutral";
    if (much && (long) row.get("open_tickets") == 0 && since < 30) {
      health = "healthy";
    } else if (since != null && since > 90 || (long) row.get("critical_tickets") > 0) {
      health = "at_risk";
    }
    row.put("health_score", health);
    boolean most = spend.compareTo(new BigDecimal(5000)) > 0;
    row.put("customer_value_tier", most ? "high" : much ? "medium" : "low");
  }
}
