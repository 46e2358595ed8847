package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.generator.Progress;
import dev.perigon.generator.RetailGenerator;
import dev.perigon.generator.RetailOptions;
import dev.perigon.generator.commerce.CommerceGenerator;
import dev.perigon.generator.commerce.CommerceOptions;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every dataset of every project, on both engines. */
final class TestProjects {
  private static final Instant AS_OF = Instant.parse("2025-10-09T18:30:00Z");
  private static final long SEED = 4711;

  @TempDir private Path folder;

  @Test
  void retailIsTheSameOnBothEngines() {
    retail(RetailOptions.defaults());
  }

  @Test
  @Tag("long")
  void retailWithThousandsOfCustomersDuplicatesAndSentinelsIsTheSame() {
    retail(RetailOptions.defaults().withCustomers(2000).withDuplicates().withSentinels());
  }

  private void retail(RetailOptions options) {
    Path data = folder.resolve("data");
    RetailGenerator.generate(options, data, Progress.none());
    try (Run duckDb = run(Run.By.DUCKDB, Bundled.project("retail"), "duckdb");
        Run spark = run(Run.By.SPARK, Bundled.project("retail"), "spark")) {
      same(duckDb, spark);
    }
  }

  @Test
  void commerceIsTheSameOnBothEnginesOverTwoDeliveries() {
    Path data = folder.resolve("data");
    CommerceOptions shop =
        CommerceOptions.defaults().withSizes(CommerceOptions.Sizes.of(60)).withAllFaults();
    CommerceGenerator.generate(shop, data, Progress.none());
    try (Run duckDb = run(Run.By.DUCKDB, Bundled.project("commerce"), "duckdb");
        Run spark = run(Run.By.SPARK, Bundled.project("commerce"), "spark")) {
      same(duckDb, spark);
      CommerceGenerator.continueBy(1, data, Progress.none());
      same(duckDb, spark);
    }
  }

  @Test
  void streamsExpectationsQuarantineAndPartitionsAreTheSameOverSeveralDeliveries() {
    Shop shop = new Shop(folder.resolve("data"), SEED);
    try (Run duckDb = run(Run.By.DUCKDB, Bundled.shop(), "duckdb");
        Run spark = run(Run.By.SPARK, Bundled.shop(), "spark")) {
      for (int rows : List.of(40, 0, 25)) {
        shop.deliver(rows);
        same(duckDb, spark);
      }
      String quarantine = "select id, _quarantine_rule, _quarantine_reason from orders_quarantine";
      Table refused = duckDb.query(quarantine);
      assertThat(refused.rows()).isNotEmpty();
      refused.assertSameAs(spark.query(quarantine), "quarantine");
    }
  }

  private Run run(Run.By engine, Project project, String home) {
    return new Run(engine, project, folder.resolve("data"), folder.resolve(home), AS_OF);
  }

  static void same(Run duckDb, Run spark) {
    UpdateResult left = duckDb.run();
    UpdateResult right = spark.run();
    assertThat(right.datasets()).isNotEmpty().hasSameSizeAs(left.datasets());
    for (int i = 0; i < left.datasets().size(); i++) {
      DatasetResult a = left.datasets().get(i);
      DatasetResult b = right.datasets().get(i);
      assertThat(b.rows()).as("rows written into %s", a.name()).isEqualTo(a.rows());
      assertThat(b.expectations()).isEqualTo(a.expectations());
      if (duckDb.streams(a.name())) {
        continue; // only streaming tables read it
      }
      String query = "select * from " + a.name();
      duckDb.query(query).assertSameAs(spark.query(query), a.name().toString());
    }
  }
}
