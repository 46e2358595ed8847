package dev.perigon.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.house.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The other way in for tickets: the change feed of a Delta table. */
class TestTicketsFromDelta {
  private static final String TICKETS = "raw_support_tickets.sql";

  @TempDir private Path folder;

  @Test
  void everyChangeIsInBronzeAndTheLastOneOfATicketInSilver() throws IOException {
    HandMadeShop shop = new HandMadeShop(folder.resolve("data"));
    shop.customer("C-1");
    shop.clicks("1", "C-1", "10:00:00");
    shop.bought("T-1", "C-1", "2025-10-08T18:30:00", "5.00");
    shop.review("E-1", "C-1", 5);
    DeltaTickets tickets = new DeltaTickets(shop.data().resolve("support_tickets_delta"));
    tickets.begin();
    try (CommerceRun commerce =
        new CommerceRun(shop.data(), folder.resolve("home"), projectWithFeed())) {
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

  private Path projectWithFeed() throws IOException {
    Path from = Repository.root().resolve("projects/commerce");
    Path copy = folder.resolve("project");
    try (var files = Files.walk(from)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      for (Path file : all) {
        Path target = copy.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    Files.copy(
        copy.resolve("alternatives").resolve(TICKETS),
        copy.resolve("bronze").resolve(TICKETS),
        StandardCopyOption.REPLACE_EXISTING);
    return copy;
  }
}
