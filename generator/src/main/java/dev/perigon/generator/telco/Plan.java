package dev.perigon.generator.telco;

/** What a subscriber pays for each month. */
enum Plan {
  BASIC("Basic", 5, 500, 1000),
  STANDARD("Standard", 15, 1000, 2000),
  PREMIUM("Premium", 50, 5000, 5000),
  UNLIMITED("Unlimited", 100, 10_000, 10_000);

  private static final Plan[] ALL = values();

  private final String title;
  private final int gigabytes;
  private final int minutes;
  private final int messages;

  Plan(String title, int gigabytes, int minutes, int messages) {
    this.title = title;
    this.gigabytes = gigabytes;
    this.minutes = minutes;
    this.messages = messages;
  }

  static Plan at(int index) {
    return ALL[Math.floorMod(index, ALL.length)];
  }

  static int count() {
    return ALL.length;
  }

  String title() {
    return title;
  }

  int gigabytes() {
    return gigabytes;
  }

  int minutes() {
    return minutes;
  }

  int messages() {
    return messages;
  }
}
