package dev.perigon.retail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.generator.Progress;
import dev.perigon.generator.RetailGenerator;
import dev.perigon.generator.RetailOptions;
import dev.perigon.sql.type.Column;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every cell of the product equals the oracle's. */
class TestRetailOracle {
  private static final RetailOptions SAMPLE = RetailOptions.defaults();
  private static final List<String> CLOCKS = List.of("profile_created_at", "view_accessed_at");

  @TempDir private Path folder;

  @Test
  void agreesOnTheSample() {
    agree(SAMPLE);
  }

  @Test
  void agreesOnADirtyShop() {
    agree(SAMPLE.withCustomers(2_000).withSeed(7).withDuplicates().withSentinels());
  }

  @Test
  void agreesOnALeapDay() {
    agree(SAMPLE.withCustomers(300).withSeed(11).withAsOf(LocalDate.of(2024, 2, 29)));
  }

  @Test
  @Tag("long")
  void agreesOnManyShops() {
    for (long seed = 100; seed < 130; seed++) {
      agree(SAMPLE.withCustomers(500).withSeed(seed).withDuplicates().withSentinels());
    }
  }

  private void agree(RetailOptions options) {
    Path data = folder.resolve("data-" + options.seed());
    RetailGenerator.generate(options, data, Progress.none());
    Map<String, Map<String, Object>> expected =
        new RetailOracle(new RetailFiles(data), options.asOf()).product();
    try (RetailRun retail =
        new RetailRun(data, folder.resolve("home-" + options.seed()), options.asOf())) {
      retail.run();

      Map<String, Map<String, Object>> product = product(retail);

      assertThat(product.keySet()).as("customers of " + options).isEqualTo(expected.keySet());
      expected.forEach(
          (id, row) -> assertThat(product.get(id)).as("%s of %s", id, options).isEqualTo(row));
      assertThat(columns(product)).isEqualTo(columns(expected));
    }
  }

  private static List<String> columns(Map<String, Map<String, Object>> product) {
    return new ArrayList<>(product.values().iterator().next().keySet());
  }

  private static Map<String, Map<String, Object>> product(RetailRun retail) {
    Map<String, Map<String, Object>> product = new TreeMap<>();
    for (Map<String, Object> row : retail.query("select * from customer_analytics_c360")) {
      assertThat(row).containsKeys(CLOCKS.toArray(String[]::new)).hasSize(54);
      row.keySet().removeAll(CLOCKS);
      assertThat(product.put((String) row.get("customer_id"), row)).isNull();
    }
    return product;
  }

  @Test
  void columnsHaveTheirNamesAndTypes() {
    RetailGenerator.generate(SAMPLE, folder.resolve("data"), Progress.none());
    try (RetailRun retail =
        new RetailRun(folder.resolve("data"), folder.resolve("home"), SAMPLE.asOf())) {
      List<Column> columns =
          retail.run().datasets().stream()
              .filter(dataset -> dataset.name().table().equals("customer_analytics_c360"))
              .findFirst()
              .orElseThrow()
              .schema()
              .columns();

      assertThat(columns.stream().map(column -> column.name() + " " + column.type().ddl()))
          .containsExactlyElementsOf(PRODUCT);
    }
  }

  private static final List<String> PRODUCT =
      """
      customer_id STRING, first_name STRING, last_name STRING, email STRING,
      customer_segment STRING, preferred_channel STRING, generation_segment STRING,
      age_years DECIMAL(18,6), city STRING, state STRING, country STRING,
      days_since_registration INT, customer_tenure_segment STRING, loyalty_tier STRING,
      points_balance INT, lifetime_value DECIMAL(10,2), value_segment STRING,
      redemption_rate DOUBLE, total_transactions BIGINT, total_spent DECIMAL(22,2),
      avg_order_value DECIMAL(16,6), first_purchase_date TIMESTAMP, last_purchase_date TIMESTAMP,
      channels_used BIGINT, shopping_days BIGINT, transactions_last_90d BIGINT,
      spent_last_90d DECIMAL(22,2), customer_status STRING, recency_score INT,
      frequency_score INT, monetary_score INT, customer_health_score DECIMAL(17,6),
      total_app_sessions BIGINT, total_session_minutes BIGINT, avg_session_duration DOUBLE,
      app_engagement_score DECIMAL(24,1), last_app_use_date DATE, unique_device_types BIGINT,
      total_support_tickets BIGINT, resolved_support_tickets BIGINT, avg_satisfaction DOUBLE,
      last_ticket_date TIMESTAMP, urgent_support_tickets BIGINT,
      support_satisfaction_level STRING, is_app_user BOOLEAN, is_digital_native BOOLEAN,
      has_urgent_issues BOOLEAN, churn_risk_flag BOOLEAN, satisfaction_risk_flag BOOLEAN,
      channel_expansion_opportunity BOOLEAN, tier_upgrade_opportunity BOOLEAN,
      app_adoption_opportunity BOOLEAN, profile_created_at TIMESTAMP, view_accessed_at TIMESTAMP
      """
          .strip()
          .lines()
          .flatMap(line -> java.util.Arrays.stream(line.strip().split(", |,$")))
          .toList();
}
