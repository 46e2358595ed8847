package dev.perigon.generator.telco;

import static dev.perigon.generator.telco.Column.text;

import dev.perigon.generator.Draw;
import java.util.HexFormat;
import java.util.List;

/** A subscriber's account: identifiers, contract, consent and personas. */
final class AccountColumns {
  private static final Weighted PREPAID =
      Weighted.of("a2-pretmh:55", "a1-pretmh:25", "b3-pretmh:20");
  private static final Weighted POSTPAID =
      Weighted.of("c9-posttmh:50", "c4-posttmh:30", "d1-posttmh:20");
  private static final List<String> PERSONAS =
      List.of(
          "reward_seeker",
          "heavy_streamer",
          "social_butterfly",
          "business_traveler",
          "budget_keeper",
          "family_planner",
          "tech_enthusiast",
          "gamer",
          "homebody",
          "night_owl",
          "fitness_fan",
          "foodie");

  private final long seed;

  AccountColumns(long seed) {
    this.seed = seed;
  }

  private Draw draw(String column) {
    return Draw.of(seed, "attributes." + column);
  }

  List<Column> all() {
    Draw ban = draw("ban_num");
    Draw certificate = draw("cert_id");
    Draw uid = draw("uid");
    Draw mix = draw("product_mix");
    Draw group = draw("is_tdg_customer");
    Draw consent = draw("consent_tuc");
    Draw persona = draw("persona");
    return List.of(
        text("ban_num", s -> digits(ban, s, 9)),
        text("cert_id", s -> digits(certificate, s, 13)),
        text("uid", s -> HexFormat.of().toHexDigits(uid.bits(s.subscriber().index()))),
        text("subs_type", s -> s.person().subscription()),
        text(
            "product_mix",
            s -> (s.person().postpaid() ? POSTPAID : PREPAID).at(mix.unit(s.subscriber().index()))),
        text("is_tdg_customer", s -> group.percent(s.subscriber().index(), 64) ? "Yes" : "No"),
        text("is_blocklist", s -> s.person().blockedText()),
        text("consent_tuc", s -> consent(consent, s)),
        text("primary_persona", s -> persona(persona, s, 0)),
        text("secondary_persona", s -> persona(persona, s, 1)),
        text("tertiary_persona", s -> persona(persona, s, 2)));
  }

  /** Does not begin with 0. */
  private static String digits(Draw draw, Subject subject, int count) {
    long least = (long) Math.pow(10, count - 1);
    return Long.toString(least + (long) (draw.unit(subject.subscriber().index()) * 9 * least));
  }

  private static String consent(Draw draw, Subject subject) {
    long row = subject.row(draw) * 4;
    return "{\"marketing\":%b,\"analytics\":%b,\"third_party\":%b}"
        .formatted(draw.percent(row, 80), draw.percent(row + 1, 90), draw.percent(row + 2, 40));
  }

  /** The three of a subscriber differ. */
  private static String persona(Draw draw, Subject subject, int which) {
    long row = subject.row(draw);
    int first = draw.below(row, PERSONAS.size());
    int step = 1 + which * draw.between(-row - 1, 1, 5);
    return PERSONAS.get((first + (which == 0 ? 0 : step)) % PERSONAS.size());
  }
}
