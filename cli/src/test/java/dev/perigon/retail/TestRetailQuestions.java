package dev.perigon.retail;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.generator.Progress;
import dev.perigon.generator.RetailGenerator;
import dev.perigon.generator.RetailOptions;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report and the shipped questions, answered from the oracle's product as well. */
class TestRetailQuestions {
  private static final RetailOptions SHOP =
      RetailOptions.defaults().withCustomers(400).withSeed(5).withDuplicates();

  @TempDir private static Path folder;
  private static RetailRun retail;
  private static Collection<Map<String, Object>> product;

  @BeforeAll
  static void run() {
    Path data = folder.resolve("data");
    RetailGenerator.generate(SHOP, data, Progress.none());
    product = new RetailOracle(new RetailFiles(data), SHOP.asOf()).product().values();
    retail = new RetailRun(data, folder.resolve("home"), SHOP.asOf());
    retail.run();
  }

  @AfterAll
  static void close() {
    retail.close();
  }

  private static List<Map<String, Object>> ask(String file) throws IOException {
    return retail.query(Files.readString(retail.project().folder().resolve(file)));
  }

  private static long count(String column, Object value) {
    return product.stream().filter(row -> value.equals(row.get(column))).count();
  }

  private static BigDecimal sum(Collection<Map<String, Object>> rows, String column) {
    return rows.stream()
        .map(row -> (BigDecimal) row.get(column))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String health() {
    BigDecimal count = new BigDecimal(product.size());
    return sum(product, "customer_health_score").divide(count, 2, RoundingMode.HALF_UP).toString();
  }

  @Test
  void theSummaryCountsTheProduct() throws IOException {
    assertThat(ask("report/pipeline_summary.sql"))
        .containsExactly(
            Map.of(
                "total_customers", (long) product.size(),
                "active", count("customer_status", "Active"),
                "at_risk", count("churn_risk_flag", true),
                "avg_health", health()));
  }

  @Test
  void theValidationAddsUpTheProduct() throws IOException {
    assertThat(ask("report/validation.sql"))
        .containsExactly(
            Map.of(
                "total_customers", (long) product.size(),
                "total_revenue", sum(product, "total_spent"),
                "active", count("customer_status", "Active"),
                "at_risk", count("churn_risk_flag", true),
                "avg_health", new BigDecimal(health())));
  }

  @Test
  void theTopFiveRankByHealthThenSpendThenId() throws IOException {
    Comparator<Map<String, Object>> worst =
        Comparator.comparing(
                (Map<String, Object> row) -> (BigDecimal) row.get("customer_health_score"))
            .thenComparing(row -> (BigDecimal) row.get("total_spent"));
    List<Object> best =
        product.stream()
            .sorted(worst.reversed().thenComparing(row -> (String) row.get("customer_id")))
            .limit(5)
            .map(row -> row.get("customer_id"))
            .toList();

    assertThat(ask("report/top_five.sql"))
        .extracting(row -> row.get("customer_id"))
        .isEqualTo(best);
    assertThat(ask("report/top_customer.sql"))
        .singleElement()
        .satisfies(row -> assertThat(row).containsEntry("customer_id", best.get(0)));
  }

  @Test
  void customersAtRiskAreWorthMoreThanTheLimit() throws IOException {
    List<Object> expected =
        product.stream()
            .filter(row -> row.get("churn_risk_flag").equals(true))
            .filter(row -> row.get("lifetime_value") != null)
            .filter(row -> ((BigDecimal) row.get("lifetime_value")).doubleValue() > 1000)
            .map(row -> row.get("customer_id"))
            .toList();

    assertThat(ask("queries/marketing_churn_risk.sql"))
        .extracting(row -> row.get("customer_id"))
        .isNotEmpty()
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  @Test
  void everyoneHasOneRfmSegment() throws IOException {
    Map<Object, Long> expected =
        product.stream()
            .collect(
                groupingBy(
                    row ->
                        segment(
                            (int) row.get("recency_score"),
                            (int) row.get("frequency_score"),
                            (int) row.get("monetary_score")),
                    TreeMap::new,
                    counting()));

    assertThat(counts("queries/rfm_matrix.sql", "rfm_segment"))
        .isEqualTo(expected)
        .containsKeys("Champions", "Loyal", "Hibernating", "Others");
  }

  private static String segment(int recency, int frequency, int money) {
    if (Math.min(Math.min(recency, frequency), money) >= 4) {
      return "Champions";
    }
    if (recency >= 3 && frequency >= 3 && money >= 4) {
      return "Loyal";
    }
    if (recency >= 4) {
      return frequency <= 2 && money >= 3
          ? "Big Spenders"
          : frequency >= 3 && money <= 2 ? "Potential Loyalists" : "Others";
    }
    if (recency <= 2) {
      return frequency <= 2 ? "Hibernating" : money >= 3 ? "At Risk" : "Others";
    }
    return "Others";
  }

  private static Map<Object, Long> counts(String file, String segment) throws IOException {
    return new TreeMap<>(
        ask(file).stream()
            .collect(toMap(row -> row.get(segment), row -> (Long) row.get("customers"))));
  }

  @Test
  void everyGenerationIsCounted() throws IOException {
    assertThat(counts("queries/marketing_generations.sql", "generation_segment"))
        .isEqualTo(
            product.stream()
                .collect(
                    groupingBy(row -> row.get("generation_segment"), TreeMap::new, counting())));
  }

  @Test
  void everyChannelAndSegmentIsAsked() throws IOException {
    assertThat(counts("queries/product_channel_expansion.sql", "preferred_channel"))
        .isEqualTo(
            product.stream()
                .collect(
                    groupingBy(row -> row.get("preferred_channel"), TreeMap::new, counting())));
    assertThat(counts("queries/product_app_adoption.sql", "customer_segment"))
        .isEqualTo(
            product.stream()
                .collect(groupingBy(row -> row.get("customer_segment"), TreeMap::new, counting())));
  }

  @Test
  void opportunitiesAddUp() throws IOException {
    assertThat(
            ask("queries/product_channel_expansion.sql").stream()
                .mapToLong(row -> (Long) row.get("expansion_opportunities"))
                .sum())
        .isPositive()
        .isEqualTo(count("channel_expansion_opportunity", true));
    assertThat(
            ask("queries/product_app_adoption.sql").stream()
                .mapToLong(row -> (Long) row.get("adoption_opportunities"))
                .sum())
        .isPositive()
        .isEqualTo(count("app_adoption_opportunity", true));
  }

  @Test
  void revenueBySegmentAddsUpToAllRevenue() throws IOException {
    BigDecimal all = sum(product, "total_spent");

    assertThat(sum(ask("queries/finance_value_segments.sql"), "total_revenue")).isEqualTo(all);
    assertThat(sum(ask("queries/finance_revenue_share.sql"), "total_revenue")).isEqualTo(all);
    assertThat(sum(ask("queries/finance_revenue_share.sql"), "revenue_share_percent"))
        .isBetween(new BigDecimal("99.95"), new BigDecimal("100.05"));
  }
}
