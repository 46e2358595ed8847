package dev.perigon.generator.commerce;

import dev.perigon.generator.Draw;
import java.util.List;
import java.util.Optional;

/** What the support team knows of tickets; a ticket is an index from 0. */
final class TicketStory {
  private static final long OTHER = 1L << 40;
  private static final List<String> CATEGORIES =
      List.of(
          "billing", "shipping", "product_quality", "account", "technical", "returns", "general");
  private static final int LONGEST_DAYS = 8;

  private final Calendar calendar;
  private final Shoppers shoppers;
  private final Spread tickets;
  private final Draw who;
  private final Draw opened;
  private final Draw kind;
  private final Draw status;
  private final Draw handled;
  private final Draw score;

  TicketStory(CommerceOptions options, Calendar calendar, Shoppers shoppers) {
    long seed = options.seed();
    this.calendar = calendar;
    this.shoppers = shoppers;
    this.tickets = new Spread(options.sizes().tickets(), Calendar.YEAR);
    this.who = Draw.of(seed, "tickets.customer_id");
    this.opened = Draw.of(seed, "tickets.created_at");
    this.kind = Draw.of(seed, "tickets.category");
    this.status = Draw.of(seed, "tickets.status");
    this.handled = Draw.of(seed, "tickets.resolved_at");
    this.score = Draw.of(seed, "tickets.satisfaction_score");
  }

  /** What becomes of a ticket; each has a moment of its own. */
  enum Stage {
    OPENED,
    STARTED,
    ENDED,
    DELETED
  }

  static String id(long ticket) {
    return "TKT-" + (ticket + 1);
  }

  /** The first ticket that something may happen to on {@code day} or later. */
  long firstTouched(int day) {
    return tickets.first(firstDayTouched(day));
  }

  /** The day on which it was opened. */
  static int firstDayTouched(int day) {
    return Math.max(0, day - LONGEST_DAYS);
  }

  long first(int day) {
    return tickets.first(day);
  }

  String customer(long ticket) {
    return Shoppers.id(shoppers.anybody(who, ticket, tickets.day(ticket)));
  }

  String category(long ticket) {
    return kind.pick(ticket, CATEGORIES);
  }

  String priority(long ticket) {
    int drawn = kind.below(ticket + OTHER, 100);
    return drawn < 30 ? "low" : drawn < 70 ? "medium" : drawn < 90 ? "high" : "critical";
  }

  String agent(long ticket) {
    return "A-" + kind.between(ticket + 2 * OTHER, 100, 120);
  }

  int satisfaction(long ticket) {
    double unit = score.unit(ticket);
    return 5 - (int) (unit * unit * 5);
  }

  /** One of the wordings of its category. */
  TicketWords.Letter letter(long ticket) {
    return TicketWords.LETTERS.get(category(ticket)).get(kind.below(ticket + 3 * OTHER, 3));
  }

  /** What a ticket comes to when nobody deletes it. */
  String finalStatus(long ticket) {
    int drawn = status.below(ticket, 100);
    return drawn < 20 ? "open" : drawn < 35 ? "in_progress" : drawn < 70 ? "resolved" : "closed";
  }

  boolean isDeleted(long ticket) {
    return status.percent(ticket + OTHER, 2);
  }

  /** The last stage of a ticket that nobody deletes. */
  Stage lastStage(long ticket) {
    return switch (finalStatus(ticket)) {
      case "open" -> Stage.OPENED;
      case "in_progress" -> Stage.STARTED;
      default -> Stage.ENDED;
    };
  }

  String status(long ticket, Stage stage) {
    return switch (stage) {
      case OPENED -> "open";
      case STARTED -> "in_progress";
      case ENDED, DELETED -> finalStatus(ticket);
    };
  }

  /** Whether a ticket in this stage was resolved. */
  boolean isEnded(long ticket, Stage stage) {
    return lastStage(ticket) == Stage.ENDED && stage.compareTo(Stage.ENDED) >= 0;
  }

  /** What a ticket has come to when {@code day} is over; empty when there is none, or no more. */
  Optional<Stage> stageAfter(long ticket, int day) {
    if (isDeleted(ticket) && day(ticket, Stage.DELETED) <= day) {
      return Optional.empty();
    }
    Optional<Stage> last = Optional.empty();
    for (Stage stage : Stage.values()) {
      if (stage.compareTo(lastStage(ticket)) <= 0 && day(ticket, stage) <= day) {
        last = Optional.of(stage);
      }
    }
    return last;
  }

  /** Seconds from the start of day 0. */
  long at(long ticket, Stage stage) {
    long created =
        tickets.day(ticket) * (long) Calendar.DAY_SECONDS
            + opened.below(ticket, Calendar.DAY_SECONDS);
    long resolved = handled.between(ticket, 1, 168) * 3600L;
    return switch (stage) {
      case OPENED -> created;
      case STARTED -> created + resolved / 3;
      case ENDED -> created + resolved;
      case DELETED -> created + resolved + 3600;
    };
  }

  int day(long ticket, Stage stage) {
    return (int) (at(ticket, stage) / Calendar.DAY_SECONDS);
  }

  /** Since 1970. */
  long micros(long ticket, Stage stage) {
    return calendar.micros(0, at(ticket, stage) * 1000);
  }

  String time(long ticket, Stage stage) {
    return calendar.time(0, Math.toIntExact(at(ticket, stage))) + "Z";
  }
}
