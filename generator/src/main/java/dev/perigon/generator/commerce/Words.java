package dev.perigon.generator.commerce;

import java.util.List;

/** The words that the shop's sources are made of. All people and addresses are invented. */
final class Words {
  private Words() {}

  record Place(String city, String state, String zip) {}

  static final List<String> FIRST_NAMES =
      List.of(
          "Ada", "Amir", "Anna", "Ben", "Carla", "Chen", "Chloé", "Dara", "David", "Elif", "Emma",
          "Felix", "Grace", "Hana", "Hugo", "Ines", "Ivan", "Jamal", "Jonas", "José", "Kai", "Lara",
          "Leo", "Lin", "Maria", "Mateo", "Maya", "Nia", "Noah", "Olga", "Omar", "Priya", "Quinn",
          "Rosa", "Sam", "Søren", "Tara", "Uma", "Victor", "Zoë");

  static final List<String> LAST_NAMES =
      List.of(
          "Adams",
          "Baker",
          "Chen",
          "Costa",
          "Diaz",
          "Evans",
          "Fischer",
          "García",
          "Hughes",
          "Ivanov",
          "Jensen",
          "Kim",
          "Kowalski",
          "Lee",
          "Lopez",
          "Martin",
          "Müller",
          "Nguyen",
          "Novak",
          "O'Brien",
          "Okafor",
          "Patel",
          "Rossi",
          "Sato",
          "Silva",
          "Smith",
          "Tanaka",
          "Weber",
          "Young",
          "Ziegler");

  static final List<Place> PLACES =
      List.of(
          new Place("New York", "NY", "10001"),
          new Place("Los Angeles", "CA", "90001"),
          new Place("Chicago", "IL", "60601"),
          new Place("Houston", "TX", "77001"),
          new Place("Phoenix", "AZ", "85001"),
          new Place("Philadelphia", "PA", "19101"),
          new Place("San Antonio", "TX", "78201"),
          new Place("San Diego", "CA", "92101"),
          new Place("Dallas", "TX", "75201"),
          new Place("San Jose", "CA", "95101"),
          new Place("Austin", "TX", "73301"),
          new Place("Jacksonville", "FL", "32099"),
          new Place("Denver", "CO", "80201"),
          new Place("Seattle", "WA", "98101"),
          new Place("Boston", "MA", "02101"));

  static final List<String> STREETS =
      List.of(
          "Oak Street",
          "Maple Avenue",
          "Elm Street",
          "Lakeview Drive",
          "Cedar Court",
          "\"The Mill\" Lane");

  static final List<String> LANGUAGES = List.of("en", "es", "fr", "de");

  static final List<String> CATEGORIES =
      List.of(
          "Electronics",
          "Clothing",
          "Home & Garden",
          "Books",
          "Sports",
          "Beauty",
          "Toys",
          "Food & Beverage");

  /** Five for each category. */
  static final List<List<String>> PRODUCTS =
      List.of(
          List.of(
              "Wireless Headphones",
              "27\" Monitor",
              "Smart Watch",
              "USB-C Hub",
              "Bluetooth Speaker"),
          List.of("Denim Jacket", "Running Socks", "Wool Sweater", "Rain Coat", "Linen Shirt"),
          List.of("Garden Hose, 20 m", "Desk Lamp", "Cotton Throw", "Plant Pot", "Tool Set"),
          List.of(
              "Mystery Novel", "Cookbook", "Travel Guide", "Science Reader", "Poetry Collection"),
          List.of("Yoga Mat", "Tennis Racket", "Water Bottle", "Bike Helmet", "Resistance Bands"),
          List.of("Face Cream", "Shampoo", "Lip Balm", "Sun Lotion SPF 50", "Hair Brush"),
          List.of(
              "Building Blocks", "Puzzle, 1000 pieces", "Plush Bear", "Board Game", "Toy Train"),
          List.of("Green Tea", "Dark Chocolate", "Olive Oil", "Coffee Beans", "Granola"));

  static final List<String> PAYMENT_METHODS =
      List.of("credit_card", "debit_card", "paypal", "apple_pay", "bank_transfer");

  static final List<String> PAGES =
      List.of(
          "/",
          "/search",
          "/category/electronics",
          "/category/clothing",
          "/category/home",
          "/category/books",
          "/category/sports",
          "/product",
          "/reviews",
          "/cart",
          "/checkout",
          "/account",
          "/help");

  static final List<String> DEVICES = List.of("desktop", "mobile", "tablet");
  static final List<String> BROWSERS = List.of("Chrome", "Safari", "Firefox", "Edge");
  static final List<String> REFERRERS = List.of("google", "direct", "email", "social", "ad");
}
