package dev.perigon.generator;

import java.util.List;

/** {@code customer/loyalty_program.csv}. */
final class LoyaltyProgram implements CsvSource {
  /** A tier, its share of 100 customers, and the range of lifetime values in whole dollars. */
  private record Tier(String name, int upTo, int from, int to) {}

  private static final List<Tier> TIERS =
      List.of(
          new Tier("Bronze", 40, 0, 2600),
          new Tier("Silver", 70, 600, 5200),
          new Tier("Gold", 90, 2500, 10500),
          new Tier("Platinum", 100, 6000, 24000));

  private final RetailShape shape;
  private final People people;
  private final Days days;
  private final Draw tier;
  private final Draw member;
  private final Draw value;
  private final Draw points;
  private final Draw start;

  LoyaltyProgram(long seed, RetailShape shape, People people, Days days) {
    this.shape = shape;
    this.people = people;
    this.days = days;
    this.tier = Draw.of(seed, "loyalty.loyalty_tier");
    this.member = Draw.of(seed, "loyalty.member");
    this.value = Draw.of(seed, "loyalty.lifetime_value");
    this.points = Draw.of(seed, "loyalty.points");
    this.start = Draw.of(seed, "loyalty.tier_start_date");
  }

  @Override
  public String path() {
    return "customer/loyalty_program";
  }

  @Override
  public List<String> header() {
    return List.of(
        "customer_id",
        "loyalty_tier",
        "points_balance",
        "points_earned_ytd",
        "points_redeemed_ytd",
        "tier_start_date",
        "lifetime_value");
  }

  @Override
  public void rows(Sink sink) {
    Ids ids = people.ids();
    for (int i = 0; i < shape.customers(); i++) {
      if (shape.small() || !member.percent(i, 4)) {
        row(sink, ids.id(i), i);
      }
    }
  }

  private void row(Sink sink, String id, int i) {
    int share = tier.below(i, 100);
    Tier mine = TIERS.stream().filter(t -> share < t.upTo()).findFirst().orElseThrow();
    int earned = points.percent(i, 8) ? 0 : points.between(i + (1L << 32), 1, 6000);
    int redeemed = points.below(i + (2L << 32), earned + 1);
    sink.row(
        id,
        mine.name(),
        Integer.toString(points.below(i + (3L << 32), 12_000)),
        Integer.toString(earned),
        Integer.toString(redeemed),
        days.date(people.notBeforeRegistration(i, start.below(i, 1500))),
        Text.money(value.between(i, mine.from() * 100, mine.to() * 100)));
  }
}
