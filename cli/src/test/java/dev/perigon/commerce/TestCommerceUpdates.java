package dev.perigon.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.generator.Progress;
import dev.perigon.generator.commerce.CommerceGenerator;
import dev.perigon.generator.commerce.CommerceOptions;
import dev.perigon.generator.commerce.CommerceOptions.Sizes;
import dev.perigon.house.Repository;
import dev.perigon.pipelines.DatasetGraph;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an update of the commerce project does anew, and what it does not. */
class TestCommerceUpdates {
  private static final CommerceOptions SHOP = CommerceOptions.defaults().withSizes(Sizes.of(50));

  private static final String POLICY = "'pipelines.refresh.policy' = 'incremental'";

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

  @Test
  void whatArrivesOnTheSameDayIsComputedForItsCustomersAlone() {
    Path data = folder.resolve("data");
    CommerceGenerator.generate(CommerceOptions.defaults(), data, Progress.none());
    Path parts = incremental(folder.resolve("project"));
    try (CommerceRun commerce = new CommerceRun(data, folder.resolve("home"), parts);
        CommerceRun whole = new CommerceRun(data, folder.resolve("whole"))) {
      LocalDate day = CommerceOptions.defaults().asOf().plusDays(1);
      commerce.run(day);

      CommerceGenerator.continueBy(1, data, Progress.none());
      UpdateResult second = commerce.run(day);
      UpdateResult all = whole.run(day);

      List<String> inParts =
          List.of(
              "silver.clickstream_events",
              "silver.clickstream_sessions",
              "silver.realtime_engagement",
              "silver.customers",
              "gold.customer_360",
              "gold.churn_features");
      assertThat(second.datasets())
          .filteredOn(dataset -> dataset.keys().isPresent())
          .extracting(dataset -> dataset.name().schema() + "." + dataset.name().table())
          .containsExactlyInAnyOrderElementsOf(inParts);
      for (String view : inParts) {
        assertThat(commerce.sorted("select * from " + view))
            .as(view)
            .isEqualTo(whole.sorted("select * from " + view));
        assertThat(rows(second, view)).as(view).isEqualTo(rows(all, view));
      }
      for (String view : List.of("gold.customer_segments", "gold.revenue_analytics")) {
        assertThat(commerce.sorted("select * from " + view))
            .as(view)
            .isEqualTo(whole.sorted("select * from " + view));
      }
    }
  }

  /** The project with views that are computed key by key, however few rows the sample has. */
  private static Path incremental(Path copy) {
    Path project = Repository.root().resolve("projects/commerce");
    try (Stream<Path> files = Files.walk(project)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = copy.resolve(project.relativize(file).toString());
        Files.createDirectories(target.getParent());
        String text = Files.readString(file);
        Files.writeString(target, text.contains("materialized view") ? incremental(text) : text);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String incremental(String view) {
    return view.contains("tblproperties (")
        ? view.replaceFirst("tblproperties \\(", "tblproperties (" + POLICY + ", ")
        : view.replaceFirst("(?m)^as$", "tblproperties (" + POLICY + ")\nas");
  }

  /** How many, and how its expectations did; how a table's size changed is for one home to say. */
  private static String rows(UpdateResult result, String view) {
    return result.datasets().stream()
        .filter(dataset -> view.endsWith("." + dataset.name().table()))
        .map(
            dataset ->
                dataset.rows()
                    + " "
                    + dataset.expectations().stream()
                        .filter(rule -> !rule.name().equals("row_count_kept"))
                        .toList())
        .findFirst()
        .orElseThrow();
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
