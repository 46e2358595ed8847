package dev.perigon.commerce;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tickets as their latest changes left them. */
final class DeskOracle {
  private final Map<String, Ticket> byId = new TreeMap<>();

  record Ticket(String id, String customer, String status, String priority, Instant changed) {}

  DeskOracle(CommerceFiles files) {
    for (JsonNode row : files.objects("support_tickets")) {
      Ticket ticket = ticket(row);
      byId.merge(ticket.id(), ticket, (a, b) -> a.changed().isAfter(b.changed()) ? a : b);
    }
  }

  private static Ticket ticket(JsonNode row) {
    boolean deleted = row.get("operation").asText().equals("delete");
    return new Ticket(
        row.get("ticket_id").asText(),
        row.get("customer_id").asText(),
        deleted ? "deleted" : row.get("status").asText(),
        row.get("priority").asText(),
        Instant.parse(row.get("updated_at").asText()));
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
