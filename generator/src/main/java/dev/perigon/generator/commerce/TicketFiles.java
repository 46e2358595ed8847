package dev.perigon.generator.commerce;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.generator.Draw;
import dev.perigon.generator.commerce.Calendar.Delivery;
import dev.perigon.generator.commerce.TicketStory.Stage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * {@code support_tickets/tickets_2025-10-09.json}: tickets as they ended, or with versions every
 * change of them.
 */
final class TicketFiles implements Source {
  private final CommerceOptions options;
  private final Calendar calendar;
  private final TicketStory story;
  private final Arrivals arrivals;
  private final Draw faulty;

  TicketFiles(CommerceOptions options, Calendar calendar, Shoppers shoppers) {
    this.options = options;
    this.calendar = calendar;
    this.story = new TicketStory(options, calendar, shoppers);
    this.arrivals = Arrivals.of(options, "tickets", Fault.VERSIONS, 20);
    this.faulty = Draw.of(options.seed(), "tickets.faults");
  }

  @Override
  public String path(Delivery delivery) {
    return "support_tickets/tickets_%s.json".formatted(calendar.date(delivery.lastDay()));
  }

  @Override
  public long write(Delivery delivery, Path file) throws IOException {
    try (JsonLines lines = new JsonLines(file)) {
      for (int back = 0; back <= Math.min(arrivals.reach(), delivery.number()); back++) {
        Delivery then = calendar.delivery(delivery.number() - back);
        long end = story.first(then.lastDay() + 1);
        for (long i = story.firstTouched(then.firstDay()); i < end; i++) {
          if (options.has(Fault.VERSIONS)) {
            changes(lines, then, i, back);
          } else {
            lastState(lines, then, i, back);
          }
        }
      }
      return lines.lines();
    }
  }

  private void changes(JsonLines lines, Delivery then, long ticket, int back) throws IOException {
    for (Stage stage : Stage.values()) {
      boolean happens =
          stage == Stage.DELETED
              ? story.isDeleted(ticket)
              : stage.compareTo(story.lastStage(ticket)) <= 0;
      if (happens && within(story.day(ticket, stage), then)) {
        add(lines, ticket, stage, back);
      }
    }
  }

  /** When it got there; at the end of the year also what is still under way, as open. */
  private void lastState(JsonLines lines, Delivery then, long ticket, int back) throws IOException {
    Stage last = story.lastStage(ticket);
    if (within(story.day(ticket, last), then)) {
      add(lines, ticket, last, back);
    } else if (then.number() == Calendar.LAST_OF_YEAR && story.day(ticket, last) > then.lastDay()) {
      add(lines, ticket, Stage.OPENED, back);
    }
  }

  private static boolean within(int day, Delivery delivery) {
    return day >= delivery.firstDay() && day <= delivery.lastDay();
  }

  private void add(JsonLines lines, long ticket, Stage stage, int back) throws IOException {
    long row = ticket * Stage.values().length + stage.ordinal();
    boolean cut = options.has(Fault.MALFORMED) && faulty.permille(row, 5);
    lines.add(json -> write(json, ticket, stage), arrivals.copies(row, back), cut);
  }

  private void write(JsonGenerator json, long ticket, Stage stage) throws IOException {
    TicketWords.Letter letter = story.letter(ticket);
    boolean ended = story.isEnded(ticket, stage);
    json.writeStringField("ticket_id", TicketStory.id(ticket));
    json.writeStringField("customer_id", story.customer(ticket));
    json.writeStringField("subject", letter.subject());
    json.writeStringField("body", letter.body());
    json.writeStringField("category", story.category(ticket));
    json.writeStringField("priority", story.priority(ticket));
    json.writeStringField("status", story.status(ticket, stage));
    json.writeStringField("created_at", story.time(ticket, Stage.OPENED));
    json.writeStringField("resolved_at", ended ? story.time(ticket, Stage.ENDED) : null);
    json.writeStringField("agent_id", story.agent(ticket));
    json.writeFieldName("satisfaction_score");
    if (ended) {
      json.writeNumber(story.satisfaction(ticket));
    } else {
      json.writeNull();
    }
    json.writeStringField("operation", operation(stage));
    json.writeStringField("updated_at", story.time(ticket, stage));
  }

  private String operation(Stage stage) {
    return switch (stage) {
      case OPENED -> "insert";
      case STARTED, ENDED -> options.has(Fault.VERSIONS) ? "update" : "insert";
      case DELETED -> "delete";
    };
  }
}
