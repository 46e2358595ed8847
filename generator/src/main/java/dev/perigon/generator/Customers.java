package dev.perigon.generator;

import dev.perigon.generator.Vocabulary.Name;
import dev.perigon.generator.Vocabulary.Place;
import java.util.List;

/** {@code customer/customers.csv}. */
final class Customers implements CsvSource {
  private static final List<String> SEGMENTS = List.of("Premium", "Standard", "Standard", "Basic");

  private final RetailOptions options;
  private final RetailShape shape;
  private final People people;
  private final Days days;
  private final Draw first;
  private final Draw last;
  private final Draw contact;
  private final Draw birth;
  private final Draw gender;
  private final Draw segment;
  private final Draw street;
  private final Draw place;
  private final Draw clock;

  Customers(RetailOptions options, RetailShape shape, People people, Days days) {
    this.options = options;
    this.shape = shape;
    this.people = people;
    this.days = days;
    long seed = options.seed();
    this.first = Draw.of(seed, "customers.first_name");
    this.last = Draw.of(seed, "customers.last_name");
    this.contact = Draw.of(seed, "customers.contact");
    this.birth = Draw.of(seed, "customers.date_of_birth");
    this.gender = Draw.of(seed, "customers.gender");
    this.segment = Draw.of(seed, "customers.customer_segment");
    this.street = Draw.of(seed, "customers.address_line1");
    this.place = Draw.of(seed, "customers.city");
    this.clock = Draw.of(seed, "customers.registration_date");
  }

  @Override
  public String path() {
    return "customer/customers";
  }

  @Override
  public List<String> header() {
    return List.of(
        "customer_id",
        "first_name",
        "last_name",
        "email",
        "phone",
        "date_of_birth",
        "gender",
        "registration_date",
        "customer_segment",
        "preferred_channel",
        "address_line1",
        "city",
        "state",
        "zip_code",
        "country");
  }

  @Override
  public void rows(Sink sink) {
    Ids ids = people.ids();
    for (int i = 0; i < shape.customers(); i++) {
      int phone = contact.below(i, 100);
      String[] row = row(ids.id(i), i, phone);
      sink.row(row);
      if (options.duplicates() && Duplicates.of(i, shape.customers())) {
        row[4] = phone(i, (phone + 1) % 100);
        sink.row(row);
      }
    }
  }

  private String[] row(String id, int i, int phone) {
    Name firstName = first.pick(i, Vocabulary.FIRST_NAMES);
    Name lastName = last.pick(i, Vocabulary.LAST_NAMES);
    Place home = place.pick(i, Vocabulary.PLACES);
    return new String[] {
      id,
      firstName.text(),
      lastName.text(),
      email(i, firstName, lastName),
      phone(i, phone),
      days.date(birth.between(i, 18 * 366, 78 * 365)),
      gender(i),
      days.time(people.tenureDays(i), People.daytime(clock, i)),
      segment.pick(i, SEGMENTS),
      people.preferredChannel(i),
      street.between(i, 1, 999) + " " + street.pick(i + (1L << 32), Vocabulary.STREETS),
      home.city(),
      home.state(),
      home.zip(),
      "USA"
    };
  }

  /** A large shop has customers without an address to write to. */
  private String email(int i, Name firstName, Name lastName) {
    return !shape.small() && contact.percent(i + (1L << 32), 1)
        ? null
        : firstName.ascii() + "." + lastName.ascii() + (i + 1) + "@example.com";
  }

  /** Numbers 555-0100 to 555-0199 belong to nobody. */
  private String phone(int i, int number) {
    return !shape.small() && contact.percent(i + (2L << 32), 1)
        ? null
        : "+1-555-01" + Text.twoDigits(number);
  }

  private String gender(int i) {
    int kind = gender.below(i, 100);
    return kind < 49 ? "F" : kind < 97 ? "M" : "O";
  }
}
