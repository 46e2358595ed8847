package dev.perigon.generator.commerce;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.generator.Draw;
import dev.perigon.generator.commerce.Calendar.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code events/events_2025-10-09.json}: what customers do and say; one event in four reviews. */
final class EventFiles implements Source {
  private static final int REVIEW_EVERY = 4;
  private static final List<String> OTHERS = List.of("click", "purchase", "page_view");

  private final CommerceOptions options;
  private final Calendar calendar;
  private final Shoppers shoppers;
  private final Spread events;
  private final Arrivals arrivals;
  private final Draw who;
  private final Draw when;
  private final Draw kind;
  private final Draw product;
  private final Draw rating;
  private final Draw wording;
  private final Draw faulty;

  EventFiles(CommerceOptions options, Calendar calendar, Shoppers shoppers) {
    long seed = options.seed();
    this.options = options;
    this.calendar = calendar;
    this.shoppers = shoppers;
    this.events = new Spread((long) options.sizes().reviews() * REVIEW_EVERY, Calendar.YEAR);
    this.arrivals = Arrivals.of(options, "events", Fault.LATE_EVENTS, 2);
    this.who = Draw.of(seed, "events.customer_id");
    this.when = Draw.of(seed, "events.event_ts");
    this.kind = Draw.of(seed, "events.event_type");
    this.product = Draw.of(seed, "events.product_id");
    this.rating = Draw.of(seed, "events.rating");
    this.wording = Draw.of(seed, "events.review_text");
    this.faulty = Draw.of(seed, "events.faults");
  }

  @Override
  public String path(Delivery delivery) {
    return "events/events_%s.json".formatted(calendar.date(delivery.lastDay()));
  }

  @Override
  public long write(Delivery delivery, Path file) throws IOException {
    try (JsonLines lines = new JsonLines(file)) {
      for (int back = 0; back <= Math.min(arrivals.reach(), delivery.number()); back++) {
        Delivery then = calendar.delivery(delivery.number() - back);
        for (long i = events.first(then.firstDay()); i < events.first(then.lastDay() + 1); i++) {
          long event = i;
          boolean cut = options.has(Fault.MALFORMED) && faulty.permille(event, 5);
          lines.add(json -> write(json, event), arrivals.copies(event, back), cut);
        }
      }
      return lines.lines();
    }
  }

  private void write(JsonGenerator json, long event) throws IOException {
    int day = events.day(event);
    int item = Goods.draw(product, event);
    boolean isReview = event % REVIEW_EVERY == 0;
    json.writeStringField("event_id", "E-" + (event + 1));
    json.writeStringField("customer_id", Shoppers.id(shoppers.buyer(who, event, day)));
    json.writeStringField("event_type", isReview ? "review" : kind.pick(event, OTHERS));
    json.writeStringField(
        "event_ts", calendar.time(day, when.below(event, Calendar.DAY_SECONDS)) + "Z");
    json.writeStringField("product_id", Goods.id(item));
    if (isReview) {
      int stars = stars(event);
      json.writeFieldName("rating");
      if (options.has(Fault.WRONG_TYPES) && faulty.permille(event + (1L << 40), 5)) {
        json.writeString("five");
      } else {
        json.writeNumber(stars);
      }
      json.writeStringField(
          "review_text", ReviewWords.text(stars, wording, event, Goods.name(item)));
    }
  }

  /** Most are pleased. */
  private int stars(long event) {
    int drawn = rating.below(event, 100);
    return drawn < 8 ? 1 : drawn < 18 ? 2 : drawn < 35 ? 3 : drawn < 65 ? 4 : 5;
  }
}
