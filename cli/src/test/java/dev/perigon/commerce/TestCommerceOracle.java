package dev.perigon.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.commerce.CrmOracle.Interval;
import dev.perigon.commerce.WebOracle.Session;
import dev.perigon.generator.Progress;
import dev.perigon.generator.commerce.CommerceGenerator;
import dev.perigon.generator.commerce.CommerceOptions;
import dev.perigon.generator.commerce.CommerceOptions.Sizes;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dirty shop over three updates, with new files in between, against the oracle. */
class TestCommerceOracle {
  private static final CommerceOptions SHOP =
      CommerceOptions.defaults().withSizes(Sizes.of(300)).withAllFaults();
  private static final LocalDate FIRST = SHOP.asOf();
  private static final LocalDate LAST = FIRST.plusDays(3);

  @TempDir private static Path folder;
  private static CommerceRun commerce;
  private static CommerceFiles files;

  @BeforeAll
  static void runThreeTimes() {
    Path data = folder.resolve("data");
    CommerceGenerator.generate(SHOP, data, Progress.none());
    commerce = new CommerceRun(data, folder.resolve("home"));
    commerce.run(FIRST);
    CommerceGenerator.continueBy(2, data, Progress.none());
    commerce.run(FIRST.plusDays(2));
    CommerceGenerator.continueBy(1, data, Progress.none());
    commerce.run(LAST);
    files = new CommerceFiles(data);
  }

  @AfterAll
  static void close() {
    commerce.close();
  }

  @Test
  void everyProfileIsTheOracles() {
    Map<String, Map<String, Object>> expected = new ProfileOracle(files, LAST).profiles();
    Map<String, Map<String, Object>> profiles = new TreeMap<>();
    for (Map<String, Object> row : commerce.query("select * from gold.customer_360")) {
      profiles.put((String) row.get("customer_id"), row);
    }

    assertThat(profiles.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (id, row) -> {
          Map<String, Object> profile = new LinkedHashMap<>(profiles.get(id));
          profile.keySet().retainAll(row.keySet());
          assertThat(profile).as(id).isEqualTo(row);
        });
  }

  @Test
  void everySegmentIsTheOracles() {
    Map<String, String> segments = new TreeMap<>();
    commerce
        .query("select customer_id, rfm_score || ' ' || segment as s from gold.customer_segments")
        .forEach(row -> segments.put((String) row.get("customer_id"), (String) row.get("s")));

    assertThat(segments)
        .isEqualTo(SegmentOracle.segments(new ProfileOracle(files, LAST).profiles().values()));
    assertThat(segments.values().stream().map(s -> s.substring(4)).distinct())
        .contains("Champions", "Loyal Customers", "At Risk", "New Customers", "Lost");
  }

  @Test
  void sessionsWithLateClicksAreThoseOfAllClicksAtOnce() {
    WebOracle web = new WebOracle(files);
    List<String> expected = new ArrayList<>();
    for (List<Session> sessions : web.byCustomer().values()) {
      for (Session s : sessions) {
        expected.add(
            "%s %d %d %d %s %s %s %s %b"
                .formatted(
                    s.id(),
                    s.clicks().size(),
                    s.pages(),
                    s.seconds(),
                    s.first().device(),
                    s.first().browser(),
                    s.first().referrer(),
                    s.last().page(),
                    s.isBounce()));
      }
    }

    assertThat(
            commerce
                .query(
                    """
                    select concat_ws(' ', session_id, total_events, unique_pages,
                      session_duration_seconds, device_type, browser, entry_referrer, exit_page,
                      is_bounce) as s
                    from silver.clickstream_sessions
                    """)
                .stream()
                .map(row -> (String) row.get("s")))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(commerce.count("select count(*) from silver.clickstream_events"))
        .isEqualTo(web.events());
  }

  @Test
  void historyIsTheChangesInTheOrderOfTheirTimes() {
    List<String> expected = new ArrayList<>();
    new CrmOracle(files)
        .history()
        .forEach((id, intervals) -> intervals.forEach(i -> expected.add(text(id, i))));

    assertThat(
            commerce
                .query(
                    """
                    select concat_ws(' ', customer_id,
                      date_format(__start_at, "yyyy-MM-dd'T'HH:mm:ss"),
                      coalesce(date_format(__end_at, "yyyy-MM-dd'T'HH:mm:ss"), 'now'),
                      email, phone, first_name, last_name, loyalty_tier,
                      coalesce(cast(lifetime_value as string), 'none'), city, state) as s
                    from silver.customers_history
                    """)
                .stream()
                .map(row -> (String) row.get("s")))
        .containsExactlyInAnyOrderElementsOf(expected);
    assertThat(expected.size()).isGreaterThan(new CrmOracle(files).current().size() + 50);
  }

  private static String text(String id, Interval interval) {
    CrmOracle.Tracked tracked = interval.tracked();
    return String.join(
        " ",
        id,
        seconds(interval.from()),
        interval.to() == null ? "now" : seconds(interval.to()),
        tracked.email(),
        tracked.phone(),
        tracked.firstName(),
        tracked.lastName(),
        tracked.tier(),
        Objects.toString(tracked.value(), "none"),
        tracked.city(),
        tracked.state());
  }

  private static String seconds(java.time.LocalDateTime time) {
    return time.format(java.time.format.DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss"));
  }

  @Test
  void ticketsAreAsTheirLastChangesLeftThem() {
    assertThat(
            commerce
                .query(
                    """
                    select concat_ws(' ', ticket_id, customer_id, status, priority) as s
                    from silver.support_tickets
                    """)
                .stream()
                .map(row -> (String) row.get("s")))
        .containsExactlyInAnyOrderElementsOf(
            DeskOracle.ofTable(files).tickets().values().stream()
                .map(t -> String.join(" ", t.id(), t.customer(), t.status(), t.priority()))
                .toList());
    assertThat(files.ticketChanges())
        .extracting(CommerceFiles.TicketChange::type)
        .contains("insert", "update_preimage", "update_postimage", "delete");
  }

  @Test
  void revenueIsThatOfAllTransactions() {
    SalesOracle sales = new SalesOracle(files);

    assertThat(
            commerce.query(
                """
                select sum(transaction_count) as n, cast(sum(net_revenue) as string) as net
                from gold.revenue_analytics
                """))
        .containsExactly(
            Map.of(
                "n",
                (long) sales.sales().size(),
                "net",
                sales.sales().values().stream()
                    .map(SalesOracle.Sale::net)
                    .reduce(java.math.BigDecimal::add)
                    .orElseThrow()
                    .toPlainString()));
  }

  @Test
  void noRowOfAnyFileIsLost() {
    assertThat(commerce.count("select count(*) from bronze.raw_customers"))
        .isEqualTo(files.lines("customers").size());
    assertThat(commerce.count("select count(*) from bronze.raw_transactions"))
        .isEqualTo(files.transactions().size());
    assertThat(commerce.count("select count(*) from bronze.raw_clickstream"))
        .isEqualTo(files.clicks().size());
    assertThat(commerce.count("select count(*) from bronze.raw_support_tickets"))
        .isEqualTo(files.ticketChanges().size());
    assertThat(commerce.count("select count(*) from bronze.raw_events"))
        .isEqualTo(files.lines("events").size());
  }

  @Test
  void whatDoesNotFitIsRescued() {
    for (String source : List.of("customers", "events")) {
      String key = Map.of("customers", "customer_id", "events", "event_id").get(source);
      assertThat(files.broken(source)).as(source).isPositive();
      assertThat(
              commerce.count(
                  "select count(*) from bronze.raw_%s where %s is null and _rescued_data is not null"
                      .formatted(source, key)))
          .as(source)
          .isEqualTo(files.broken(source));
    }
    long words =
        files.objects("customers").stream()
            .filter(row -> row.get("lifetime_value").isTextual())
            .count();
    assertThat(words).isPositive();
    assertThat(
            commerce.count(
                """
                select count(*) from bronze.raw_customers
                where lifetime_value is null and customer_id is not null
                  and _rescued_data like '%"lifetime_value":"unknown"%'
                """))
        .isEqualTo(words);
    long unfit =
        files.transactions().stream()
            .filter(row -> row.size() == 3 || row.get("quantity").equals("three"))
            .count();
    assertThat(unfit).isPositive();
    assertThat(
            commerce.count(
                "select count(*) from bronze.raw_transactions where _rescued_data is not null"))
        .isEqualTo(unfit);
  }

  @Test
  void aNewColumnOfASourceIsANewColumnOfBronze() {
    long with =
        files.objects("customers").stream().filter(row -> row.has("preferred_language")).count();
    assertThat(with).isPositive();
    assertThat(commerce.count("select count(preferred_language) from bronze.raw_customers"))
        .isEqualTo(with);
    long coupons =
        files.transactions().stream()
            .filter(row -> !row.getOrDefault("coupon_code", "").isEmpty())
            .count();
    assertThat(coupons).isPositive();
    assertThat(commerce.count("select count(coupon_code) from bronze.raw_transactions"))
        .isEqualTo(coupons);
  }

  @Test
  void threeUpdatesGiveTheTablesOfOne() {
    try (CommerceRun atOnce = new CommerceRun(folder.resolve("data"), folder.resolve("at once"))) {
      atOnce.run(LAST);
      for (String table :
          List.of(
              "silver.customers",
              "silver.customers_history",
              "silver.transactions",
              "silver.clickstream_sessions",
              "silver.support_tickets",
              "silver.reviews",
              "silver.realtime_engagement",
              "gold.customer_360",
              "gold.customer_segments",
              "gold.revenue_analytics",
              "gold.churn_features")) {
        String all = "select * from " + table;
        assertThat(commerce.sorted(all)).as(table).containsExactlyElementsOf(atOnce.sorted(all));
      }
    }
  }
}
