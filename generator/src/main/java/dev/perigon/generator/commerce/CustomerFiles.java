package dev.perigon.generator.commerce;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.generator.Draw;
import dev.perigon.generator.Text;
import dev.perigon.generator.commerce.Calendar.Delivery;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code customers/batch-001/customers.json}: new customers, and with versions changed ones. */
final class CustomerFiles implements Source {
  private static final long CHANGE = 3L << 40;

  private final CommerceOptions options;
  private final Calendar calendar;
  private final Shoppers shoppers;
  private final CustomerChanges changes;
  private final Person.Draws people;
  private final Arrivals newArrivals;
  private final Arrivals changeArrivals;
  private final Draw clock;
  private final Draw faulty;
  private final Draw language;

  CustomerFiles(CommerceOptions options, Calendar calendar, Shoppers shoppers) {
    this.options = options;
    this.calendar = calendar;
    this.shoppers = shoppers;
    this.changes = new CustomerChanges(options, shoppers);
    this.people = Person.Draws.of(options.seed());
    this.newArrivals = Arrivals.of(options, "customers", Fault.VERSIONS, 0);
    this.changeArrivals = Arrivals.of(options, "changes", Fault.VERSIONS, 20);
    this.clock = Draw.of(options.seed(), "customers.created_date");
    this.faulty = Draw.of(options.seed(), "customers.faults");
    this.language = Draw.of(options.seed(), "customers.preferred_language");
  }

  @Override
  public String path(Delivery delivery) {
    return "customers/batch-%03d/customers.json".formatted(delivery.number() + 1);
  }

  @Override
  public long write(Delivery delivery, Path file) throws IOException {
    try (JsonLines lines = new JsonLines(file)) {
      for (int back = 0; back <= Math.min(1, delivery.number()); back++) {
        newcomers(lines, delivery, back);
      }
      if (options.has(Fault.VERSIONS)) {
        int reach = Math.min(changeArrivals.reach(), delivery.number());
        for (int back = 0; back <= reach; back++) {
          changed(lines, delivery, back);
        }
      }
      return lines.lines();
    }
  }

  private void newcomers(JsonLines lines, Delivery now, int back) throws IOException {
    Delivery then = calendar.delivery(now.number() - back);
    long from = then.number() == 0 ? 0 : shoppers.first(then.firstDay());
    for (long i = from; i < shoppers.first(then.lastDay() + 1); i++) {
      long customer = i;
      int copies = newArrivals.copies(customer, back);
      if (copies > 0) {
        Person person = people.person(customer, options.has(Fault.TEST_ACCOUNTS));
        String updated = calendar.time(shoppers.createdDay(customer), createdSecond(customer));
        lines.add(
            json -> write(json, now, customer, customer, person, updated), copies, isCut(customer));
      }
    }
  }

  private void changed(JsonLines lines, Delivery now, int back) throws IOException {
    Delivery then = calendar.delivery(now.number() - back);
    for (long i = changes.first(then.firstDay()); i < changes.first(then.lastDay() + 1); i++) {
      long change = i;
      int copies = changeArrivals.copies(change, back);
      if (copies > 0) {
        long customer = changes.customer(change);
        Person person = after(customer, changes.upTo(change));
        String updated = calendar.time(changes.day(change), changes.second(change));
        lines.add(
            json -> write(json, now, customer, CHANGE + change, person, updated),
            copies,
            isCut(CHANGE + change));
      }
    }
  }

  private Person after(long customer, List<Long> history) {
    Person person = people.person(customer, options.has(Fault.TEST_ACCOUNTS));
    for (long change : history) {
      person = people.changed(person, changes.kind(change), change);
    }
    return person;
  }

  private int createdSecond(long customer) {
    return clock.below(customer, Calendar.DAY_SECONDS);
  }

  private boolean isCut(long row) {
    return options.has(Fault.MALFORMED) && faulty.permille(row, 5);
  }

  private void write(
      JsonGenerator json, Delivery now, long customer, long row, Person person, String updated)
      throws IOException {
    json.writeStringField("customer_id", Shoppers.id(customer));
    json.writeStringField("email", person.email());
    json.writeStringField("first_name", person.firstName());
    json.writeStringField("last_name", person.lastName());
    json.writeStringField("phone", person.phone());
    json.writeStringField("created_date", calendar.date(shoppers.createdDay(customer)).toString());
    json.writeStringField("updated_date", updated);
    json.writeStringField("loyalty_tier", person.tier());
    json.writeFieldName("lifetime_value");
    if (options.has(Fault.WRONG_TYPES) && faulty.permille(row + (1L << 45), 5)) {
      json.writeString("unknown");
    } else {
      json.writeRawValue(Text.money(person.lifetimeValue()));
    }
    json.writeObjectFieldStart("address");
    json.writeStringField("street", person.street());
    json.writeStringField("city", person.place().city());
    json.writeStringField("state", person.place().state());
    json.writeStringField("zip_code", person.place().zip());
    json.writeStringField("country", "US");
    json.writeEndObject();
    if (options.has(Fault.NEW_COLUMN) && now.number() >= Calendar.LAST_OF_YEAR) {
      json.writeStringField("preferred_language", language.pick(customer, Words.LANGUAGES));
    }
  }
}
