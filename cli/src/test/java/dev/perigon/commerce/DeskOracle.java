package dev.perigon.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perigon.commerce.CommerceFiles.TicketChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tickets as their latest changes left them. */
final class DeskOracle {
  private final Map<String, Ticket> byId = new TreeMap<>();

  record Ticket(String id, String customer, String status, String priority, long changed) {}

  private DeskOracle() {}

  /** By the change files of the support system's table. */
  static DeskOracle ofTable(CommerceFiles files) {
    DeskOracle desk = new DeskOracle();
    for (TicketChange change : files.ticketChanges()) {
      if (!change.type().equals("update_preimage")) {
        boolean deleted = change.type().equals("delete");
        desk.add(
            new Ticket(
                change.id(),
                change.customer(),
                deleted ? "deleted" : change.status(),
                change.priority(),
                change.version()));
      }
    }
    return desk;
  }

  /** By the files of JSON. */
  static DeskOracle ofFiles(CommerceFiles files) {
    DeskOracle desk = new DeskOracle();
    for (JsonNode row : files.objects("support_tickets")) {
      boolean deleted = row.get("operation").asText().equals("delete");
      desk.add(
          new Ticket(
              row.get("ticket_id").asText(),
              row.get("customer_id").asText(),
              deleted ? "deleted" : row.get("status").asText(),
              row.get("priority").asText(),
              Instant.parse(row.get("updated_at").asText()).toEpochMilli()));
    }
    return desk;
  }

  private void add(Ticket ticket) {
    byId.merge(ticket.id(), ticket, (a, b) -> a.changed() > b.changed() ? a : b);
  }

  Map<String, Ticket> tickets() {
    return byId;
  }

  Map<String, List<Ticket>> byCustomer() {
    Map<String, List<Ticket>> tickets = new TreeMap<>();
    for (Ticket ticket : byId.values()) {
      if (!ticket.status().equals("deleted")) {
        tickets.computeIfAbsent(ticket.customer(), none -> new ArrayList<>()).add(ticket);
      }
    }
    return tickets;
  }
}
