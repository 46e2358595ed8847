package dev.perigon.generator;

import java.util.List;

/** The words that samples are made of. All people, brands and addresses are invented. */
final class Vocabulary {
  private Vocabulary() {}

  /** A name and what it becomes in an email address. */
  record Name(String text, String ascii) {}

  record Place(String city, String state, String zip) {}

  static final List<Name> FIRST_NAMES =
      List.of(
          new Name("Alice", "alice"),
          new Name("Benjamin", "benjamin"),
          new Name("Chloë", "chloe"),
          new Name("Daniel", "daniel"),
          new Name("Elena", "elena"),
          new Name("François", "francois"),
          new Name("Grace", "grace"),
          new Name("Hiroshi", "hiroshi"),
          new Name("Ingrid", "ingrid"),
          new Name("José", "jose"),
          new Name("Karen", "karen"),
          new Name("Liam", "liam"),
          new Name("美玲", "meiling"),
          new Name("Noah", "noah"),
          new Name("Olga", "olga"),
          new Name("Priya", "priya"),
          new Name("Quentin", "quentin"),
          new Name("Rosa", "rosa"),
          new Name("Søren", "soren"),
          new Name("Tamar", "tamar"),
          new Name("Uma", "uma"),
          new Name("Victor", "victor"),
          new Name("William \"Bill\"", "bill"),
          new Name("Yusuf", "yusuf"));

  static final List<Name> LAST_NAMES =
      List.of(
          new Name("Adams", "adams"),
          new Name("Brown", "brown"),
          new Name("Chen", "chen"),
          new Name("D'Angelo", "dangelo"),
          new Name("Evans", "evans"),
          new Name("Fitzgerald, Jr.", "fitzgerald"),
          new Name("García", "garcia"),
          new Name("Hughes", "hughes"),
          new Name("Ivanov", "ivanov"),
          new Name("Jensen", "jensen"),
          new Name("Kowalski", "kowalski"),
          new Name("Lee", "lee"),
          new Name("Müller", "mueller"),
          new Name("Nguyễn", "nguyen"),
          new Name("O'Brien", "obrien"),
          new Name("Patel", "patel"),
          new Name("Quinn", "quinn"),
          new Name("Rossi", "rossi"),
          new Name("Smith", "smith"),
          new Name("Taylor", "taylor"),
          new Name("Usman", "usman"),
          new Name("van den Berg", "vandenberg"),
          new Name("Williams", "williams"),
          new Name("Young", "young"));

  static final List<String> STREETS =
      List.of(
          "Oak Street",
          "Maple Avenue",
          "Harbor Road, Apt 4",
          "Elm Street",
          "Lakeview Drive",
          "\"The Mill\" Lane",
          "Cedar Court",
          "Sunset Boulevard, Suite 210");

  static final List<Place> PLACES =
      List.of(
          new Place("Boston", "MA", "02101"),
          new Place("Portland", "ME", "04101"),
          new Place("Providence", "RI", "02903"),
          new Place("New York", "NY", "10001"),
          new Place("Miami", "FL", "33101"),
          new Place("Atlanta", "GA", "30301"),
          new Place("Chicago", "IL", "60601"),
          new Place("Austin", "TX", "73301"),
          new Place("Dallas", "TX", "75201"),
          new Place("Denver", "CO", "80201"),
          new Place("Los Angeles", "CA", "90001"),
          new Place("San Francisco", "CA", "94101"),
          new Place("Seattle", "WA", "98101"),
          new Place("Portland", "OR", "97201"));

  static final List<String> BRANDS =
      List.of(
          "Alder", "Brightwell", "Corvid", "Dunmore", "Everline", "Fenwick", "Gullane", "Hearth");
}
