package dev.perigon.commerce;

import static dev.perigon.commerce.HandMadeShop.quoted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.perigon.pipelines.UpdateResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every rule on its threshold, in a shop made by hand and updated twice. */
class TestCommerceRules {
  private static final LocalDate AS_OF = LocalDate.of(2025, 10, 9);

  @TempDir private static Path folder;
  private static CommerceRun commerce;
  private static UpdateResult first;

  @BeforeAll
  static void run() {
    Path data = folder.resolve("data");
    HandMadeShop shop = new HandMadeShop(data);
    customers(shop);
    transactions(shop);
    shop.clicks("1", "C-1", "10:00:00", "10:30:00", "12:00:00", "12:30:01");
    shop.clicks("2", "C-2", "10:00:00", "10:50:00");
    tickets(shop);
    shop.review("E-1", "C-1", 5);
    shop.review("E-1", "C-1", 5);
    commerce = opened(data, folder);
    first = commerce.run(AS_OF);
    shop.clicks("3", "C-2", "10:25:00");
    shop.customer(
        "late", quoted("C-1"), quoted("old@x.com"), "\"gold\"", "1", "2024-12-01T00:00:00");
    commerce.run(AS_OF);
  }

  /** Tickets come as files, which are easier to write by hand. */
  private static CommerceRun opened(Path data, Path folder) {
    return new CommerceRun(
        data, folder.resolve("home"), TicketsAsFiles.project(folder.resolve("project")));
  }

  private static void customers(HandMadeShop shop) {
    String then = "2025-02-01T00:00:00";
    shop.customer("all", quoted("C-1"), quoted(" ANN@X.com "), "\" Gold\"", "12.50", then);
    shop.customer("all", quoted("C-2"), quoted("c2@x.com"), "\"diamond\"", "-1", then);
    for (int i = 3; i <= 9; i++) {
      shop.customer("C-" + i);
    }
    shop.customer("all", quoted("C-20"), quoted("my.test@x.com"), "\"gold\"", "1", then);
    shop.customer("all", quoted("C-21"), quoted("nobody"), "\"gold\"", "1", then);
    shop.customer("all", "null", quoted("x@x.com"), "\"gold\"", "1", then);
  }

  private static void transactions(HandMadeShop shop) {
    String rest = ",P-1,Lamp,Toys,S-1,cash,usd";
    shop.transaction("T-1", "C-1", "2025-10-09T23:00:00", "10.05", 1, "10.05", "0.10" + rest);
    shop.transaction("T-2", "C-1", "2025-09-09T01:00:00", "10.00", 1, "10.00", "1.5" + rest);
    shop.transaction("T-3", "C-1", "2025-09-08T01:00:00", "10.02", 1, "10.00", rest);
    shop.bought("T-4", "C-1", "2025-10-10T00:00:00", "5.00"); // tomorrow
    shop.bought("T-5", "C-1", "2025-10-01T00:00:00", "0.00");
    shop.bought("T-6", "C-1", "2025-10-01T00:00:00", "100000.00");
    shop.bought("T-7", "C-1", "2025-10-01T00:00:00", "99999999.99");
    shop.bought("T-8", "C-3", "2025-09-10T00:00:00", "1000.01"); // 29 days ago
    shop.bought("T-9", "C-4", "2025-09-09T00:00:00", "1000.01"); // 30 days ago
    shop.bought("T-10", "C-5", "2025-07-11T00:00:00", "1000.00"); // 90 days ago
    shop.bought("T-11", "C-6", "2025-07-10T00:00:00", "5000.01"); // 91 days ago
  }

  private static void tickets(HandMadeShop shop) {
    String at = "2025-10-05T00:00:00Z";
    shop.ticket("TKT-1", "C-3", "closed", quoted("2025-10-01T00:59:59Z"), "update", at);
    shop.ticket("TKT-2", "C-4", "resolved", quoted("2025-10-01T01:00:00Z"), "insert", at);
    shop.ticket("TKT-3", "C-4", "resolved", quoted("2025-10-02T00:00:00Z"), "insert", at);
    shop.ticket("TKT-4", "C-4", "resolved", quoted("2025-10-04T00:00:00Z"), "insert", at);
    shop.ticket("TKT-5", "C-7", "open", "null", "delete", at);
    shop.ticket("TKT-5", "C-7", "open", "null", "insert", "2025-10-01T00:00:00Z");
  }

  @AfterAll
  static void close() {
    commerce.close();
  }

  private static Map<Object, Object> pairs(String sql) {
    Map<Object, Object> pairs = new TreeMap<>();
    for (Map<String, Object> row : commerce.query(sql)) {
      List<Object> values = List.copyOf(row.values());
      pairs.put(values.get(0), values.get(1));
    }
    return pairs;
  }

  private static String failures(String dataset) {
    return failures(first, dataset);
  }

  private static String failures(UpdateResult result, String dataset) {
    return result.datasets().stream()
        .filter(d -> d.name().table().equals(dataset))
        .flatMap(d -> d.expectations().stream())
        .filter(e -> e.failed() > 0)
        .map(e -> e.name() + " " + e.failed())
        .toList()
        .toString();
  }

  @Test
  void customersAreCleanedAndBadOnesHeldBack() {
    assertThat(failures("customers_current"))
        .isEqualTo(
            "[valid_customer_id 1, not_test_account 1, valid_email 1, valid_loyalty_tier 1,"
                + " positive_lifetime_value 1]");
    assertThat(commerce.query("select customer_id from silver.customers_current_quarantine"))
        .containsExactly(Map.of("customer_id", "C-21"));
    assertThat(
            commerce.query(
                """
                select email, first_name, last_name, full_name, phone, loyalty_tier, country,
                  account_age_days, cast(lifetime_value as string) as value
                from silver.customers where customer_id = 'C-1'
                """))
        .extracting(row -> List.copyOf(row.values()))
        .containsExactly(
            List.of(
                "ann@x.com", "Ann", "Lee", "Ann Lee", "+12125550100", "gold", "US", 281, "12.50"));
    assertThat(pairs("select customer_id, loyalty_tier from silver.customers"))
        .hasSize(9)
        .containsEntry("C-2", "unknown");
  }

  @Test
  void aRecordOlderThanTheNewestIsHistoryOnly() {
    assertThat(
            commerce.query(
                """
                select email, effective_start_date, effective_end_date, is_current
                from silver.customer_versions where customer_id = 'C-1' order by 2
                """))
        .extracting(Object::toString)
        .containsExactly(
            "{email=old@x.com, effective_start_date=2024-12-01, effective_end_date=2025-02-01,"
                + " is_current=false}",
            "{email=ann@x.com, effective_start_date=2025-02-01, effective_end_date=null,"
                + " is_current=true}");
  }

  @Test
  void amountsAreExactAndUnreasonableOnesHeldBack() {
    assertThat(failures("transactions"))
        .isEqualTo(
            "[valid_date 1, positive_amount 1, reasonable_amount 2, valid_discount 1,"
                + " amount_matches_price 1]");
    assertThat(
            commerce.query(
                """
                select transaction_id, concat_ws(' ', gross_amount, discount_amount, net_amount,
                  payment_method, currency, day_of_week) as s
                from silver.transactions where customer_id = 'C-1' order by 1
                """))
        .extracting(row -> row.get("s"))
        .containsExactly(
            "10.05 1.00 9.05 other USD 5", // half up, of 9.045
            "10.00 0.00 10.00 other USD 3",
            "10.00 0.00 10.00 other USD 2");
    assertThat(pairs("select transaction_id, _quarantine_rule from silver.transactions_quarantine"))
        .containsOnly(entry("T-6", "reasonable_amount"), entry("T-7", "reasonable_amount"));
  }

  @Test
  void aPauseOfMoreThanThirtyMinutesEndsASessionAndALateClickJoinsTwo() {
    assertThat(
            pairs(
                "select date_format(session_start, 'HH:mm:ss'), cast(total_events as string) || ' '"
                    + " || session_duration_seconds || ' ' || is_bounce from"
                    + " silver.clickstream_sessions where customer_id = 'C-1'"))
        .containsOnly(
            entry("10:00:00", "2 1800 false"),
            entry("12:00:00", "1 0 true"),
            entry("12:30:01", "1 0 true"));
    assertThat(
            commerce.query(
                """
                select session_id, total_events, exit_page,
                  transform(event_sequence, e -> e.page_url) as pages
                from silver.clickstream_sessions where customer_id = 'C-2'
                """))
        .extracting(Object::toString)
        .containsExactly(
            "{session_id=C-2_1759917600, total_events=3, exit_page=/1050, pages=[/1000, /1025,"
                + " /1050]}");
  }

  @Test
  void ticketsHaveDefaultsSpeedsAndSoftDeletes() {
    assertThat(
            pairs(
                "select ticket_id, concat_ws(' ', status, priority, resolution_speed) from"
                    + " silver.support_tickets"))
        .containsOnly(
            entry("TKT-1", "closed medium fast"),
            entry("TKT-2", "resolved medium normal"),
            entry("TKT-3", "resolved medium slow"),
            entry("TKT-4", "resolved medium very_slow"),
            entry("TKT-5", "deleted medium unresolved"));
    assertThat(
            pairs(
                "select customer_id, total_tickets from gold.customer_360 where total_tickets > 0"))
        .containsOnly(entry("C-3", 1L), entry("C-4", 3L));
  }

  @Test
  void healthTierAndStatusFollowTheirThresholds() {
    assertThat(
            pairs(
                """
                select f.customer_id, concat_ws(', ', f.health_score, f.customer_value_tier,
                  f.customer_status) from gold.churn_features f
                """))
        .containsEntry("C-1", "neutral, low, Active")
        .containsEntry("C-3", "healthy, medium, Active")
        .containsEntry("C-4", "neutral, medium, Active")
        .containsEntry("C-5", "neutral, low, At Risk")
        .containsEntry("C-6", "at_risk, high, Churned")
        .containsEntry("C-7", "neutral, low, Never Purchased");
  }

  @Test
  void countsOfNothingAreZeroAndReviewsComeOnce() {
    assertThat(
            commerce.query(
                """
                select total_transactions, cast(total_spend as string) as spend, total_sessions,
                  open_tickets, avg_transaction_value, bounce_rate, top_category
                from gold.customer_360 where customer_id = 'C-9'
                """))
        .extracting(Object::toString)
        .containsExactly(
            "{total_transactions=0, spend=0.00, total_sessions=0, open_tickets=0,"
                + " avg_transaction_value=null, bounce_rate=null, top_category=null}");
    assertThat(commerce.count("select count(*) from silver.reviews")).isEqualTo(1);
  }

  @Test
  void tablesAreCheckedAsWholes(@TempDir Path other) throws IOException {
    HandMadeShop shop = new HandMadeShop(other.resolve("data"));
    shop.customer("C-1");
    shop.clicks("1", "C-1", "10:00:00");
    shop.ticket("TKT-1", "C-1", "open", "null", "insert", "2025-10-08T20:00:00Z");
    shop.review("E-1", "C-1", 5);
    for (int i = 0; i < 10; i++) {
      shop.bought("T-" + i, "C-1", "2025-10-08T18:30:00", "5.00");
    }
    try (CommerceRun run = opened(shop.data(), other)) {
      run.run(AS_OF);
      String failing =
          "select table_name || ' ' || check_name as s from quality.table_checks where not passed";
      assertThat(run.sorted(failing))
          .containsExactly(
              "{s=silver.clickstream_events age_hours}", "{s=silver.reviews age_hours}");

      Files.delete(shop.data().resolve("transactions/all.csv"));
      for (int i = 0; i < 7; i++) {
        shop.bought("T-" + i, "C-1", "2025-10-09T18:30:00", "5.00");
      }
      UpdateResult after =
          run.run(AS_OF.plusDays(1), List.of("bronze.raw_transactions", "silver.transactions"));
      assertThat(failures(after, "transactions")).isEqualTo("[row_count_kept 1]");
    }
  }
}
