package dev.perigon.cli;

import dev.perigon.generator.Progress;
import dev.perigon.generator.commerce.CommerceGenerator;
import dev.perigon.generator.commerce.CommerceOptions;
import dev.perigon.generator.commerce.CommerceOptions.Sizes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of the commerce project pass, are of all its datasets, and notice what they should. */
final class TestCommerceTests {
  /** Changes that no row can show, with the reason. */
  private static final Map<String, String> EQUIVALENT =
      Map.of(
          "gold/customer_360.sql:48: 0 → 1", "an account of no age counts as one day",
          "gold/churn_features.sql:8: 0 → 1", "an account of no age counts as one month",
          "silver/cleaned_transactions.sql:18: 12 → 13", "net is never more than gross",
          "silver/cleaned_transactions.sql:24: 12 → 13", "a discount is never more than gross");

  /** Its sources tell the types of what is given. */
  @TempDir private static Path data;

  @TempDir private Path temp;
  private TestedProject commerce;

  @BeforeAll
  static void generate() {
    CommerceGenerator.generate(
        CommerceOptions.defaults().withSizes(Sizes.of(10)), data, Progress.none());
  }

  @BeforeEach
  void open() throws IOException {
    commerce = new TestedProject("commerce", temp, data);
  }

  @AfterEach
  void close() {
    commerce.close();
  }

  @Test
  void everyDatasetIsTestedAndEveryTestPasses() {
    commerce.assertTested();
  }

  @ParameterizedTest
  @ValueSource(strings = {"silver/support_tickets", "silver/realtime_engagement"})
  void everyChangedOperatorMakesATestFail(String file) throws IOException {
    noMutantSurvives(file);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "silver/cleaned_customers",
        "silver/customers_current",
        "silver/customers",
        "silver/customers_history",
        "silver/customer_versions",
        "silver/cleaned_transactions",
        "silver/transactions",
        "silver/clickstream_events",
        "silver/clickstream_sessions",
        "silver/cleaned_tickets",
        "silver/review_events",
        "gold/customer_purchases",
        "gold/customer_visits",
        "gold/customer_support",
        "gold/customer_360",
        "gold/customer_segments",
        "gold/revenue_analytics",
        "gold/churn_features",
        "quality/table_facts",
        "quality/table_checks"
      })
  void everyChangedOperatorOfAllQueriesMakesATestFail(String file) throws IOException {
    noMutantSurvives(file);
  }

  private void noMutantSurvives(String file) throws IOException {
    commerce.assertNoMutantSurvives(file + ".sql", file.replace('/', '.'), EQUIVALENT);
  }
}
