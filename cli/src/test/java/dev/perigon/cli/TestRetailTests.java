package dev.perigon.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of the retail project pass, are of all its datasets, and notice what they should. */
final class TestRetailTests {
  @TempDir private Path temp;
  private TestedProject retail;

  @BeforeEach
  void open() throws IOException {
    retail = new TestedProject("retail", temp, temp);
  }

  @AfterEach
  void close() {
    retail.close();
  }

  @Test
  void everyDatasetIsTestedAndEveryTestPasses() {
    retail.assertTested();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dimensions/dim_customers.sql",
        "intermediates/transactions_without_active_items.sql"
      })
  void everyChangedOperatorMakesATestFail(String file) throws IOException {
    noMutantSurvives(file);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {"views/customer_analytics_c360.sql", "facts/fct_customer_360_profile.sql"})
  void everyChangedOperatorOfAWideQueryMakesATestFail(String file) throws IOException {
    noMutantSurvives(file);
  }

  private void noMutantSurvives(String file) throws IOException {
    String dataset = Path.of(file).getFileName().toString().replace(".sql", "");
    retail.assertNoMutantSurvives(file, dataset, Map.of());
  }
}
