package dev.perigon.generator.commerce;

import dev.perigon.generator.Draw;
import dev.perigon.generator.Text;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * A customer as the CRM knows them.
 *
 * @param lifetimeValue cents
 */
record Person(
    String email,
    String firstName,
    String lastName,
    String phone,
    String tier,
    long lifetimeValue,
    Words.Place place,
    String street) {
  private static final List<String> AREAS =
      List.of("212", "310", "312", "512", "617", "206", "303");

  /** The random numbers behind people. */
  record Draws(
      Draw first,
      Draw last,
      Draw phone,
      Draw tier,
      Draw value,
      Draw place,
      Draw street,
      Draw test) {
    static Draws of(long seed) {
      return new Draws(
          Draw.of(seed, "customers.first_name"),
          Draw.of(seed, "customers.last_name"),
          Draw.of(seed, "customers.phone"),
          Draw.of(seed, "customers.loyalty_tier"),
          Draw.of(seed, "customers.lifetime_value"),
          Draw.of(seed, "customers.address.city"),
          Draw.of(seed, "customers.address.street"),
          Draw.of(seed, "customers.test_account"));
    }

    Person person(long customer, boolean testAccounts) {
      String firstName = first.pick(customer, Words.FIRST_NAMES);
      String lastName = last.pick(customer, Words.LAST_NAMES);
      boolean isTest = testAccounts && test.percent(customer, 1);
      String mailbox = isTest ? "test.account" : ascii(firstName) + "." + ascii(lastName);
      return new Person(
          mailbox + "+" + (customer + 1) + "@example.com",
          firstName,
          lastName,
          phone(customer),
          tier(customer),
          value(customer),
          place.pick(customer, Words.PLACES),
          street(customer));
    }

    /** {@code change} counts from 0 and is used as a row of its own. */
    Person changed(Person person, CustomerChanges.Kind kind, long change) {
      long row = change + (1L << 41);
      return switch (kind) {
        case TIER -> person.with(tier(row), person.lifetimeValue);
        case VALUE -> person.with(person.tier, person.lifetimeValue + value(row) / 20);
        case CITY -> person.with(person.phone, place.pick(row, Words.PLACES), street(row));
        case STREET -> person.with(person.phone, person.place, street(row));
        case PHONE -> person.with(phone(row), person.place, person.street);
        case EMAIL ->
            person.withEmail(person.email.replaceFirst("\\+\\d+@", "+" + (100_000 + change) + "@"));
        case NOTHING -> person;
      };
    }

    /** Numbers 555-0100 to 555-0199 belong to nobody. */
    private String phone(long row) {
      return "+1"
          + phone.pick(row, AREAS)
          + "55501"
          + Text.twoDigits(phone.below(row + (1L << 42), 100));
    }

    private String tier(long row) {
      int kind = tier.below(row, 100);
      return kind < 40 ? "bronze" : kind < 70 ? "silver" : kind < 90 ? "gold" : "platinum";
    }

    private long value(long row) {
      double unit = value.unit(row);
      return (long) (unit * unit * 2_500_000);
    }

    private String street(long row) {
      return street.between(row, 1, 999) + " " + street.pick(row + (1L << 42), Words.STREETS);
    }
  }

  private static String ascii(String name) {
    return Normalizer.normalize(name.replace('ø', 'o'), Normalizer.Form.NFD)
        .replaceAll("[^A-Za-z]", "")
        .toLowerCase(Locale.ROOT);
  }

  private Person with(String newTier, long newValue) {
    return new Person(email, firstName, lastName, phone, newTier, newValue, place, street);
  }

  private Person with(String newPhone, Words.Place newPlace, String newStreet) {
    return new Person(
        email, firstName, lastName, newPhone, tier, lifetimeValue, newPlace, newStreet);
  }

  private Person withEmail(String newEmail) {
    return new Person(newEmail, firstName, lastName, phone, tier, lifetimeValue, place, street);
  }
}
