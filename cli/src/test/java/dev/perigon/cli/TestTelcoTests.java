package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The tests of the telco project pass, are of all its datasets, and notice what they should. */
final class TestTelcoTests {
  private static final String WIDER = "an amount that fits also fits a wider type";

  /** Changes that no row can show, with the reason. */
  private static final Map<String, String> EQUIVALENT =
      Map.ofEntries(
          Map.entry(
              "silver/flows.sql:17: 253402300799 → 253402300800", "no flow that stays comes later"),
          Map.entry("gold/fraud_sim_box.sql:21: 8 → 9", WIDER),
          Map.entry("gold/fraud_sim_box.sql:21: 4 → 5", WIDER),
          Map.entry("gold/fraud_sim_box.sql:21: 14 → 15", WIDER),
          Map.entry("gold/fraud_sim_box.sql:21: 2 → 3", WIDER),
          Map.entry("gold/fraud_wangiri.sql:16: 8 → 9", WIDER),
          Map.entry("gold/fraud_wangiri.sql:16: 4 → 5", WIDER),
          Map.entry("gold/fraud_wangiri.sql:16: 14 → 15", WIDER),
          Map.entry("gold/fraud_wangiri.sql:16: 2 → 3", WIDER),
          Map.entry("gold/fraud_irsf.sql:20: 8 → 9", WIDER),
          Map.entry("gold/fraud_irsf.sql:20: 4 → 5", WIDER),
          Map.entry("gold/fraud_irsf.sql:20: 14 → 15", WIDER),
          Map.entry("gold/fraud_irsf.sql:20: 2 → 3", WIDER),
          Map.entry("gold/fraud_roaming.sql:7: 14 → 15", WIDER),
          Map.entry("gold/fraud_roaming.sql:7: 2 → 3", WIDER),
          Map.entry("gold/roaming_summary.sql:13: 20 → 21", WIDER),
          Map.entry("gold/roaming_summary.sql:13: 2 → 3", WIDER));

  /** Its attributes and flows tell the types of what is given. */
  @TempDir private static Path data;

  @TempDir private Path temp;
  private TestedProject telco;

  @BeforeAll
  static void generate() {
    assertThat(SampleData.tellTypes("telco", data)).isTrue();
  }

  @BeforeEach
  void open() throws IOException {
    telco = new TestedProject("telco", temp, data);
  }

  @AfterEach
  void close() {
    telco.close();
  }

  @Test
  void everyDatasetIsTestedAndEveryTestPasses() {
    telco.assertTested();
  }

  @ParameterizedTest
  @ValueSource(strings = {"silver/cells", "gold/anomaly_summary"})
  void everyChangedOperatorMakesATestFail(String file) throws IOException {
    noMutantSurvives(file);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {
        "silver/flows",
        "silver/users",
        "silver/users_history",
        "silver/repeated_records",
        "silver/counted_cdrs",
        "gold/daily_usage",
        "gold/daily_anomalies",
        "gold/roaming_usage",
        "gold/network_hours",
        "gold/daily_cdr_summary",
        "gold/fraud_sim_box",
        "gold/fraud_wangiri",
        "gold/fraud_irsf",
        "gold/fraud_roaming",
        "gold/fraud_quality",
        "gold/roaming_summary",
        "gold/hourly_network_kpis",
        "gold/churn_features",
        "audience/customers",
        "audience/periods",
        "audience/customer_usage",
        "audience/vw_fact_cdr_geo_agg_hour_v2"
      })
  void everyChangedOperatorOfFurtherQueriesMakesATestFail(String file) throws IOException {
    noMutantSurvives(file);
  }

  private void noMutantSurvives(String file) throws IOException {
    telco.assertNoMutantSurvives(file + ".sql", file.replace('/', '.'), EQUIVALENT);
  }
}
