package dev.perigon.generator.telco;

import static dev.perigon.generator.telco.Column.real;
import static dev.perigon.generator.telco.Column.text;
import static dev.perigon.generator.telco.Column.whole;

import dev.perigon.generator.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Columns that follow from a person, so that they fit together. */
final class PersonColumns {
  private static final Weighted ANDROIDS =
      Weighted.of("samsung:40", "vivo:20", "oppo:20", "xiaomi:15", "other:5");
  private static final Weighted SCHOOLS = Weighted.of("secondary:40", "bachelor:45", "master:15");

  private final long seed;

  PersonColumns(long seed) {
    this.seed = seed;
  }

  List<Column> all() {
    List<Column> all = new ArrayList<>(demographics());
    all.addAll(handset());
    all.addAll(household());
    all.addAll(riders());
    all.addAll(geography());
    return all;
  }

  private Draw draw(String column) {
    return Draw.of(seed, "attributes." + column);
  }

  private static Column person(String name, Function<Person, String> value) {
    return text(name, subject -> value.apply(subject.person()));
  }

  private static List<Column> demographics() {
    return List.of(
        whole("demo_age_fact_v2_final_age_num", s -> s.person().age()),
        person("demo_age_group_v1_age_grp_cat", Person::ageGroup),
        person("demo_gender_v1_gender_bin", Person::gender),
        person("demo_lifestage_v2_lifestage_grp_cat", Person::lifestage),
        person("demo_affluence_grid_v1_affluence_group_bin", Person::affluenceGroup),
        real(
            "demo_affluence_grid_v1_affluence_score",
            s -> Math.round(s.person().affluence() * 10_000) / 10_000.0),
        person("demo_income_v1_income_grp_cat", Person::income),
        person("demo_occupation_v1_occupation_grp_cat", Person::occupation),
        person("demo_blocklist_blocklist_bin", Person::blockedText));
  }

  private List<Column> handset() {
    Draw brand = draw("demo_handset_monthly_clean_brand_cat");
    return List.of(
        person("device_type", Person::deviceType),
        person("demo_handset_monthly_clean_os_cat", Person::operatingSystem),
        text(
            "demo_handset_monthly_clean_brand_cat",
            s ->
                s.person().operatingSystem().equals("ios")
                    ? "apple"
                    : s.person().smartphone() ? ANDROIDS.at(brand.unit(s.row(brand))) : "nokia"),
        person(
            "demo_handset_monthly_clean_price_tier_cat",
            p -> !p.smartphone() ? "entry" : p.affluence() > 0.6 ? "premium" : "mid"),
        person(
            "demo_payment_monthly_payment_group_cat",
            p -> p.postpaid() ? (p.affluence() > 0.3 ? "on_time" : "sometimes_late") : "top_up"));
  }

  private List<Column> household() {
    Draw school = draw("demo_education_v1_education_grp_cat");
    return List.of(
        whole("demo_household_v1_household_size_num", s -> s.person().householdSize()),
        person("demo_household_v1_has_children_bin", p -> p.children() ? "yes" : "no"),
        person("demo_marital_v1_marital_status_bin", p -> p.married() ? "married" : "single"),
        text(
            "demo_education_v1_education_grp_cat",
            s ->
                SCHOOLS.at(
                    Math.min(
                        0.999, school.unit(s.row(school)) * 0.6 + s.person().affluence() * 0.4))),
        person(
            "demo_home_ownership_v1_ownership_bin",
            p -> p.age() > 30 && p.affluence() > 0.45 ? "owner" : "renter"));
  }

  /** Who rides has rides. */
  private List<Column> riders() {
    Draw rides = draw("beha_bts_rider_v2_bts_rides_frequency_num");
    return List.of(
        whole("beha_bts_rider_v2_bts_rides_frequency_num", s -> rides(s, rides)),
        text("beha_transportation_rail_bts_rider_v1", s -> rides(s, rides) > 0 ? "Yes" : "No"));
  }

  private static int rides(Subject subject, Draw draw) {
    double unit = draw.unit(subject.row(draw));
    return unit < 0.7 ? 0 : 1 + (int) ((unit - 0.7) / 0.3 * 44);
  }

  private List<Column> geography() {
    Draw work = draw("geog_work_location");
    Draw away = draw("geog_destination_location_v1_top_destination_cat");
    return List.of(
        text("geog_work_location_province_en_cat", s -> workplace(s, work).state()),
        text("geog_work_location_city_en_cat", s -> workplace(s, work).city()),
        text(
            "geog_destination_location_v1_top_destination_cat",
            s -> away.pick(s.row(away), Place.ALL).city()));
  }

  /** Most work where they live. */
  private static Place workplace(Subject subject, Draw draw) {
    long row = subject.row(draw);
    return draw.percent(row, 85) ? subject.home() : draw.pick(-row - 1, Place.ALL);
  }
}
