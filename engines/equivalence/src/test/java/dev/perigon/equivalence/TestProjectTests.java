package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.generator.Progress;
import dev.perigon.generator.commerce.CommerceGenerator;
import dev.perigon.generator.commerce.CommerceOptions;
import dev.perigon.lakehouse.LakehouseOptions;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.lakehouse.Warehouses;
import dev.perigon.pipelines.FixtureResult;
import dev.perigon.pipelines.PipelineTests;
import dev.perigon.pipelines.Project;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of projects pass on Spark as they do on the embedded engine. */
final class TestProjectTests {
  @TempDir private Path folder;

  @Test
  void rulesListsAndClocksComeOutTheSameOnSpark() {
    passOnSpark(
        "retail",
        List.of("src_transactions", "int_customer_transactions", "customer_analytics_c360"));
  }

  @Test
  void changesSessionsAndRanksComeOutTheSameOnSpark() {
    passOnSpark(
        "commerce",
        List.of(
            "bronze.raw_support_tickets",
            "silver.support_tickets",
            "silver.clickstream_sessions",
            "gold.customer_segments"));
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"retail", "commerce"})
  void everyTestPassesOnSpark(String project) {
    passOnSpark(project, List.of());
  }

  private void passOnSpark(String name, List<String> datasets) {
    Project project = Bundled.project(name);
    CommerceGenerator.generate(
        CommerceOptions.defaults().withSizes(CommerceOptions.Sizes.of(10)),
        folder.resolve("data"),
        Progress.none());
    Warehouse warehouse =
        Warehouses.open(folder.resolve("home").toUri(), LakehouseOptions.defaults());
    try (PipelineTests tests =
        new PipelineTests(
            warehouse,
            () -> Run.open(Run.By.SPARK, warehouse, List.of(folder), project.timeZone()),
            Optional.empty())) {
      List<FixtureResult> results =
          tests.run(
              project,
              folder.resolve("data").toUri(),
              datasets,
              folder.resolve("work"),
              result -> {});
      assertThat(results)
          .hasSizeGreaterThanOrEqualTo(10)
          .allSatisfy(result -> assertThat(result.passed()).as("%s", result).isTrue());
    }
  }
}
