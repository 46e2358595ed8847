package dev.perigon.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.generator.Progress;
import dev.perigon.generator.commerce.CommerceGenerator;
import dev.perigon.generator.commerce.CommerceOptions;
import dev.perigon.generator.commerce.CommerceOptions.Sizes;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both ways in for tickets: the change feed of a Delta table, and files. */
class TestTickets {
  @TempDir private Path folder;

  @Test
  void everyChangeOfTheTableIsInBronzeAndTheLastOneOfATicketInSilver() {
    HandMadeShop shop = new HandMadeShop(folder.resolve("data"));
    shop.customer("C-1");
    shop.clicks("1", "C-1", "10:00:00");
    shop.bought("T-1", "C-1", "2025-10-08T18:30:00", "5.00");
    shop.review("E-1", "C-1", 5);
    DeltaTickets tickets = new DeltaTickets(shop.data().resolve("support_tickets_delta"));
    tickets.begin();
    try (CommerceRun commerce = new CommerceRun(shop.data(), folder.resolve("home"))) {
      commerce.run(LocalDate.of(2025, 10, 9));
      tickets.change();
      commerce.run(LocalDate.of(2025, 10, 10));

      assertThat(
              commerce.sorted(
                  "select ticket_id, cdc_operation, cdc_version from bronze.raw_support_tickets"))
          .containsExactly(
              "{ticket_id=TKT-1, cdc_operation=insert, cdc_version=0}",
              "{ticket_id=TKT-1, cdc_operation=update_postimage, cdc_version=1}",
              "{ticket_id=TKT-1, cdc_operation=update_preimage, cdc_version=1}",
              "{ticket_id=TKT-2, cdc_operation=delete, cdc_version=2}",
              "{ticket_id=TKT-2, cdc_operation=insert, cdc_version=0}");
      assertThat(
              commerce.sorted(
                  "select ticket_id, status, resolution_speed from silver.support_tickets"))
          .containsExactly(
              "{ticket_id=TKT-1, status=closed, resolution_speed=slow}",
              "{ticket_id=TKT-2, status=deleted, resolution_speed=unresolved}");
    }
  }

  @Test
  void ofFilesTooTheLatestChangeCountsAndBrokenLinesAreKept() {
    CommerceOptions options = CommerceOptions.defaults().withSizes(Sizes.of(600)).withAllFaults();
    Path data = folder.resolve("data");
    CommerceGenerator.generate(options, data, Progress.none());
    CommerceFiles files = new CommerceFiles(data);
    try (CommerceRun commerce =
        new CommerceRun(
            data, folder.resolve("home"), TicketsAsFiles.project(folder.resolve("project")))) {
      commerce.run(options.asOf());

      assertThat(
              commerce
                  .query(
                      "select concat_ws(' ', ticket_id, customer_id, status, priority) as s"
                          + " from silver.support_tickets")
                  .stream()
                  .map(row -> (String) row.get("s")))
          .containsExactlyInAnyOrderElementsOf(
              DeskOracle.ofFiles(files).tickets().values().stream()
                  .map(t -> String.join(" ", t.id(), t.customer(), t.status(), t.priority()))
                  .toList());
      assertThat(commerce.count("select count(*) from bronze.raw_support_tickets"))
          .isEqualTo(files.lines("support_tickets").size());
      assertThat(files.broken("support_tickets")).isPositive();
      assertThat(
              commerce.count(
                  """
                  select count(*) from bronze.raw_support_tickets
                  where ticket_id is null and _rescued_data is not null
                  """))
          .isEqualTo(files.broken("support_tickets"));
    }
  }
}
