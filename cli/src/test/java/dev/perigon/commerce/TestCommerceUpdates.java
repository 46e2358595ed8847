package dev.perigon.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.generator.Progress;
import dev.perigon.generator.commerce.CommerceGenerator;
import dev.perigon.generator.commerce.CommerceOptions;
import dev.perigon.generator.commerce.CommerceOptions.Sizes;
import dev.perigon.pipelines.DatasetGraph;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an update of the commerce project does anew, and what it does not. */
class TestCommerceUpdates {
  private static final CommerceOptions SHOP = CommerceOptions.defaults().withSizes(Sizes.of(50));

  @TempDir private Path folder;

  @Test
  void aSecondUpdateReadsNewFilesOnlyAndOneWithoutNewsReadsNone() {
    Path data = folder.resolve("data");
    CommerceGenerator.generate(SHOP, data, Progress.none());
    try (CommerceRun commerce = new CommerceRun(data, folder.resolve("home"))) {
      commerce.run(SHOP.asOf());

      Map<String, Long> added = new TreeMap<>();
      CommerceGenerator.continueBy(
          1, data, (file, rows) -> added.put(file.substring(0, file.indexOf('/')), rows));
      Map<String, Long> bronze = bronze(commerce.run(SHOP.asOf().plusDays(1)));

      assertThat(bronze)
          .containsEntry("raw_transactions", added.get("transactions"))
          .containsEntry("raw_clickstream", added.get("clickstream"))
          .containsEntry("raw_events", added.get("events"))
          .containsEntry("raw_customers", added.getOrDefault("customers", 0L))
          .containsEntry("raw_support_tickets", added.getOrDefault("support_tickets_delta", 0L));
      assertThat(added.get("transactions")).isBetween(1L, 3L);

      UpdateResult third = commerce.run(SHOP.asOf().plusDays(1));
      assertThat(bronze(third).values()).containsOnly(0L);
      assertThat(third.datasets())
          .filteredOn(dataset -> dataset.kind() == DatasetGraph.Kind.MATERIALIZED_VIEW)
          .hasSize(10)
          .extracting(dataset -> dataset.name().table() + " " + dataset.state())
          .allMatch(dataset -> dataset.endsWith(" UNCHANGED"));
    }
  }

  private static Map<String, Long> bronze(UpdateResult result) {
    Map<String, Long> rows = new TreeMap<>();
    for (DatasetResult dataset : result.datasets()) {
      if (dataset.layer().equals("bronze")) {
        rows.put(dataset.name().table(), dataset.rows());
      }
    }
    return rows;
  }
}
