package dev.perigon.retail;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Both sides of every limit in the specification. */
class TestRetailThresholds {
  private static final ThresholdShop SHOP = new ThresholdShop();

  @TempDir private static Path folder;
  private static RetailRun retail;

  @BeforeAll
  static void run() {
    recency();
    frequency();
    money();
    people();
    loyalty();
    support();
    app();
    channels();
    leftOut();
    SHOP.write(folder.resolve("data"));
    retail = new RetailRun(folder.resolve("data"), folder.resolve("home"), ThresholdShop.AS_OF);
    retail.run();
  }

  @AfterAll
  static void close() {
    retail.close();
  }

  @TestFactory
  Stream<DynamicTest> comesToWhatTheSpecificationSays() {
    List<Map<String, Object>> rows = retail.query("select * from customer_analytics_c360");
    return SHOP.shoppers().stream()
        .map(
            shopper ->
                DynamicTest.dynamicTest(
                    shopper.story(),
                    () ->
                        assertThat(rows)
                            .filteredOn(row -> row.get("customer_id").equals(shopper.id()))
                            .singleElement()
                            .satisfies(
                                row -> assertThat(row).containsAllEntriesOf(shopper.expected()))));
  }

  private static void recency() {
    recency(0, "Active", 5, 1);
    recency(30, "Active", 5, 1);
    recency(31, "At Risk", 4, 1);
    recency(60, "At Risk", 4, 1);
    recency(61, "At Risk", 3, 1);
    recency(90, "At Risk", 3, 1);
    recency(91, "Churned", 2, 0);
    recency(180, "Churned", 2, 0);
    recency(181, "Churned", 1, 0);
    SHOP.shopper("never bought")
        .expect("customer_status", "Never Purchased")
        .expect("recency_score", 1)
        .expect("frequency_score", 1)
        .expect("monetary_score", 1)
        .expect("customer_health_score", new BigDecimal("1.000000"))
        .expect("total_transactions", 0L)
        .expect("total_spent", new BigDecimal("0.00"))
        .expect("spent_last_90d", new BigDecimal("0.00"))
        .expect("avg_order_value", null)
        .expect("last_purchase_date", null)
        .expect("churn_risk_flag", false);
  }

  private static void recency(int days, String status, int score, long lately) {
    SHOP.shopper("bought %d days ago".formatted(days))
        .bought(days, "411.58")
        .expect("customer_status", status)
        .expect("recency_score", score)
        .expect("transactions_last_90d", lately)
        .expect("spent_last_90d", new BigDecimal(lately == 1 ? "411.58" : "0.00"))
        .expect("churn_risk_flag", !status.equals("Active"))
        .expect("app_adoption_opportunity", status.equals("Active"));
  }

  private static void frequency() {
    int[][] scores = {{1, 2}, {2, 2}, {3, 3}, {4, 3}, {5, 4}, {9, 4}, {10, 5}};
    for (int[] score : scores) {
      SHOP.shopper("bought %d times".formatted(score[0]))
          .boughtTimes(score[0], "online")
          .expect("total_transactions", (long) score[0])
          .expect("shopping_days", (long) score[0])
          .expect("frequency_score", score[1]);
    }
  }

  private static void money() {
    Map.of("49.99", 1, "50.00", 2, "199.99", 2, "200.00", 3, "499.99", 3, "500.00", 4)
        .forEach(TestRetailThresholds::spent);
    spent("999.99", 4);
    spent("1000.00", 5);
    SHOP.shopper("averages to six places")
        .bought(1, "10.00")
        .bought(1, "10.00")
        .bought(1, "10.01")
        .expect("avg_order_value", new BigDecimal("10.003333"))
        .expect("total_spent", new BigDecimal("30.01"))
        .expect("shopping_days", 1L)
        .expect("customer_health_score", new BigDecimal("3.000000"));
    SHOP.shopper("health of 8/3")
        .bought(181, "1000.00")
        .expect("customer_health_score", new BigDecimal("2.666667"));
  }

  private static void spent(String amount, int score) {
    SHOP.shopper("spent " + amount).bought(5, amount).expect("monetary_score", score);
  }

  private static void people() {
    tenure(0, "New (0-30 days)");
    tenure(30, "New (0-30 days)");
    tenure(31, "Recent (31-90 days)");
    tenure(90, "Recent (31-90 days)");
    tenure(91, "Established (3-12 months)");
    tenure(365, "Established (3-12 months)");
    tenure(366, "Veteran (1+ years)");
    born(9131, "24.999316", "Gen Z");
    born(9132, "25.002053", "Millennial");
    born(14609, "39.997262", "Millennial");
    born(14610, "40.000000", "Gen X");
    born(20088, "54.997947", "Gen X");
    born(20089, "55.000684", "Boomer+");
  }

  private static void tenure(int days, String segment) {
    SHOP.shopper("registered %d days ago".formatted(days))
        .registeredDaysAgo(days)
        .expect("days_since_registration", days)
        .expect("customer_tenure_segment", segment);
  }

  private static void born(int days, String age, String generation) {
    SHOP.shopper("born %d days ago".formatted(days))
        .bornDaysAgo(days)
        .expect("age_years", new BigDecimal(age))
        .expect("generation_segment", generation);
  }

  private static void loyalty() {
    Map.of(
            "999.99", "Low Value",
            "1000.00", "Medium Value",
            "4999.99", "Medium Value",
            "5000.00", "High Value",
            "9999.99", "High Value",
            "10000.00", "VIP")
        .forEach(
            (value, segment) ->
                SHOP.shopper("is worth " + value)
                    .member("Gold", value, 3, 1)
                    .expect("value_segment", segment)
                    .expect("redemption_rate", 1 / 3.0)
                    .expect("tier_upgrade_opportunity", false));
    SHOP.shopper("earned no points").member("Gold", "1.00", 0, 5).expect("redemption_rate", null);
    SHOP.shopper("redeemed none").member("Gold", "1.00", 9, 0).expect("redemption_rate", 0.0);
    upgrade("Bronze", "2000.00", false);
    upgrade("Bronze", "2000.01", true);
    upgrade("Silver", "2000.01", true);
    upgrade("Gold", "2000.01", false);
    upgrade("Platinum", "20000.00", false);
    SHOP.shopper("is no member")
        .expect("loyalty_tier", null)
        .expect("value_segment", null)
        .expect("redemption_rate", null)
        .expect("tier_upgrade_opportunity", false);
  }

  private static void upgrade(String tier, String value, boolean opportunity) {
    SHOP.shopper("%s worth %s".formatted(tier, value))
        .member(tier, value, 1, 1)
        .expect("loyalty_tier", tier)
        .expect("tier_upgrade_opportunity", opportunity);
  }

  private static void support() {
    SHOP.shopper("never asked for support")
        .expect("total_support_tickets", 0L)
        .expect("avg_satisfaction", null)
        .expect("last_ticket_date", null)
        .expect("support_satisfaction_level", "No Contact")
        .expect("satisfaction_risk_flag", false)
        .expect("has_urgent_issues", false);
    scores("Highly Satisfied", 4.0, "4");
    scores("Satisfied", 3.5, "4", "3");
    scores("Satisfied", 3.0, "3");
    scores("Needs Attention", 2.5, "3", "2");
    scores("Needs Attention", null, (String) null);
    scores("Needs Attention", null, "0");
    scores("Highly Satisfied", 5.0, "0", "5", null);
    SHOP.shopper("has an urgent open ticket")
        .ticket("urgent", "open", null)
        .ticket("low", "resolved", "5")
        .ticket("low", "closed", "5")
        .expect("total_support_tickets", 3L)
        .expect("resolved_support_tickets", 1L)
        .expect("urgent_support_tickets", 1L)
        .expect("has_urgent_issues", true);
  }

  private static void scores(String level, Double average, String... scores) {
    Shopper shopper = SHOP.shopper("scored " + java.util.Arrays.toString(scores));
    for (String score : scores) {
      shopper.ticket("low", "resolved", score);
    }
    shopper
        .expect("avg_satisfaction", average)
        .expect("support_satisfaction_level", level)
        .expect("satisfaction_risk_flag", average != null && average < 3);
  }

  private static void app() {
    SHOP.shopper("uses the app on two devices")
        .bought(1, "10.00")
        .session(10, 5, 2, "ios")
        .session(5, 0, 0, "web")
        .expect("total_app_sessions", 2L)
        .expect("total_session_minutes", 15L)
        .expect("avg_session_duration", 7.5)
        .expect("app_engagement_score", new BigDecimal("7.1"))
        .expect("unique_device_types", 2L)
        .expect("is_app_user", true)
        .expect("app_adoption_opportunity", false);
    SHOP.shopper("does not use the app")
        .expect("total_session_minutes", 0L)
        .expect("avg_session_duration", null)
        .expect("app_engagement_score", new BigDecimal("0.0"))
        .expect("last_app_use_date", null)
        .expect("unique_device_types", 0L)
        .expect("is_app_user", false);
  }

  private static void channels() {
    SHOP.shopper("prefers online").prefers("online").expect("is_digital_native", true);
    SHOP.shopper("prefers mobile").prefers("mobile").expect("is_digital_native", true);
    SHOP.shopper("prefers stores").prefers("store").expect("is_digital_native", false);
    SHOP.shopper("three times one channel")
        .boughtTimes(3, "store")
        .expect("channels_used", 1L)
        .expect("channel_expansion_opportunity", false);
    SHOP.shopper("four times one channel")
        .boughtTimes(4, "store")
        .expect("channel_expansion_opportunity", true);
    SHOP.shopper("four times two channels")
        .boughtTimes(2, "store")
        .boughtTimes(2, "mobile")
        .expect("channels_used", 2L)
        .expect("channel_expansion_opportunity", false);
  }

  private static void leftOut() {
    SHOP.shopper("only completed transactions with active products count")
        .bought(1, "1.00", "online", "completed", "PRD001")
        .bought(1, "2.00", "online", "cancelled", "PRD001")
        .bought(1, "4.00", "online", "refunded", "PRD001")
        .bought(1, "8.00", "online", "completed", "PRD002")
        .bought(1, "16.00", "online", "completed", "PRD003")
        .bought(1, "32.00", "online", "completed", "PRD999")
        .bought(1, "64.00", "online", "completed")
        .bought(1, "128.00", "online", "completed", "PRD003", "PRD001")
        .bought(1, "-256.00", "online", "completed", "PRD001")
        .bought(1, "0.00", "online", "completed", "PRD001")
        .expect("total_transactions", 2L)
        .expect("total_spent", new BigDecimal("129.00"));
  }

  @Test
  void whatItLeavesOutIsListedWithItsAmount() {
    assertThat(
            retail.query(
                """
                select cast(total_amount as string) as amount, item_count, reason
                from transactions_without_active_items order by total_amount
                """))
        .extracting(row -> List.copyOf(row.values()))
        .containsExactly(
            List.of("8.00", 1L, "no active product"),
            List.of("16.00", 1L, "no active product"),
            List.of("32.00", 1L, "no active product"),
            List.of("64.00", 0L, "no items"));
  }

  @Test
  void amountsThatAreNotPositiveAreInQuarantine() {
    assertThat(
            retail.query(
                """
                select cast(total_amount as string) as amount, _quarantine_rule
                from src_transactions_quarantine order by total_amount
                """))
        .extracting(row -> List.copyOf(row.values()))
        .containsExactly(
            List.of("-256.00", "amounts_positive"), List.of("0.00", "amounts_positive"));
  }
}
