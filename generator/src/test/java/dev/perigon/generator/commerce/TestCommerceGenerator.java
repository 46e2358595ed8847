package dev.perigon.generator.commerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perigon.generator.Progress;
import dev.perigon.generator.SampleFolder;
import dev.perigon.generator.commerce.CommerceOptions.Sizes;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestCommerceGenerator {
  private static final CommerceOptions DEFAULTS = CommerceOptions.defaults();
  private static final CommerceOptions SMALL = DEFAULTS.withSizes(Sizes.of(100)).withAllFaults();

  @TempDir private Path folder;

  @Test
  void makesAsManyRowsAsAsked() {
    Delivered shop = Delivered.generate(DEFAULTS, folder);

    assertThat(shop.lines("customers")).hasSize(1000);
    assertThat(shop.csv("transactions")).hasSize(10_000);
    assertThat(shop.clicks()).isEqualTo(50_000);
    assertThat(shop.lines("support_tickets")).hasSize(500);
    assertThat(shop.lines("events")).hasSize(8000);
    assertThat(shop.lines("events").stream().filter(line -> line.contains("\"review\"")))
        .hasSize(2000);
    assertThat(shop.files("customers")).hasSize(12);
    assertThat(new SampleFolder(folder).end()).contains(LocalDate.of(2025, 10, 9));
  }

  @Test
  void givesTheSameBytesForTheSameOptions() {
    Delivered once = Delivered.generate(SMALL, folder.resolve("once"));
    Delivered again = Delivered.generate(SMALL, folder.resolve("again"));

    assertThat(once.digests())
        .containsKeys(
            "support_tickets_delta/_delta_log/00000000000000000000.json",
            "support_tickets_delta/_change_data/changes-00051.parquet")
        .isEqualTo(again.digests());
    assertThat(once.digests().values())
        .doesNotContainAnyElementsOf(
            Delivered.generate(SMALL.withSeed(7), folder.resolve("other")).digests().values());
  }

  /** These change only with a new version in the marker, because people compare their runs. */
  @Test
  void givesTheSameBytesOnEveryMachine() {
    assertThat(Delivered.generate(DEFAULTS, folder).digests())
        .containsEntry(
            "customers/batch-012/customers.json",
            "5bbc7a5f47ba81d7b58de7131877352f65d41e86ece340badc443afd1db188de")
        .containsEntry(
            "transactions/transactions_2025-10-09.csv",
            "a7591469c542d4939c566c79e06166967022e6743449ddf8bfe54ca40991db34")
        .containsEntry(
            "clickstream/clickstream_2025-10-09.parquet",
            "c1d77e4d9cc930498500390320acf4d73316446a13ba52202171f98b2af8f233")
        .containsEntry(
            "support_tickets/tickets_2025-10-09.json",
            "bea24fe7754fb5c74276b9e069d3286cb41b6e817a7e52ca4a19c50642dee66a")
        .containsEntry(
            "events/events_2025-10-09.json",
            "f82e6576353d9df7f79a4a4981bedc2105e0feaaa23b6b323af395aad647709a");
  }

  @Test
  void theNextDaysAreNewFilesAndEqualToThoseMadeAtOnce() {
    Delivered shop = Delivered.generate(SMALL, folder.resolve("grown"));
    Map<String, String> before = shop.digests();

    CommerceOptions now = CommerceGenerator.continueBy(2, shop.folder(), Progress.none());
    CommerceGenerator.continueBy(1, shop.folder(), Progress.none());

    assertThat(now.end()).isEqualTo("2025-10-11");
    assertThat(new SampleFolder(shop.folder()).end()).contains(LocalDate.of(2025, 10, 12));
    assertThat(shop.digests())
        .containsAllEntriesOf(before)
        .containsKeys(
            "transactions/transactions_2025-10-10.csv",
            "clickstream/clickstream_2025-10-12.parquet")
        .isEqualTo(Delivered.generate(SMALL.later(3), folder.resolve("at once")).digests());
  }

  @Test
  void anotherSampleInTheSamePlaceLeavesNoOldFiles() {
    Delivered.generate(SMALL.later(2), folder);
    Delivered again = Delivered.generate(SMALL.withAsOf(LocalDate.of(2024, 2, 29)), folder);

    assertThat(again.digests())
        .isEqualTo(
            Delivered.generate(SMALL.withAsOf(LocalDate.of(2024, 2, 29)), folder.resolve("x"))
                .digests());
  }

  @Test
  void refusesToContinueWhatIsNotThere() {
    assertThatThrownBy(() -> CommerceGenerator.continueBy(1, folder, Progress.none()))
        .isInstanceOf(PerigonException.class)
        .hasMessage("Cannot add days to %s: it holds no complete sample of commerce", folder);
    assertThatThrownBy(() -> Sizes.of(0))
        .isInstanceOf(PerigonException.class)
        .hasMessage("Cannot generate 0 customers: not between 1 and 500,000,000");
  }

  @Test
  void makesTheSmallestShop() {
    Delivered shop =
        Delivered.generate(DEFAULTS.withSizes(new Sizes(1, 1, 1, 1, 1)).withAllFaults(), folder);

    assertThat(shop.lines("customers")).isNotEmpty().allMatch(line -> line.contains("C-1000"));
    assertThat(shop.csv("transactions")).hasSize(1);
  }
}
