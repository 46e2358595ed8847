package dev.perigon.generator.telco;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perigon.generator.telco.TelcoOptions.Rates;
import dev.perigon.sql.error.PerigonException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TestTelcoRecords {
  private static final TelcoOptions OPTIONS = TelcoOptions.defaults();

  @Test
  void theSameOptionsGiveTheSameBytes() {
    TelcoOptions few = OPTIONS.withRecords(5000).withRates(new Rates(0.05, 0.2, 0.01, 0.02));
    List<String> once = Sent.of(few).texts().toList();
    assertThat(Sent.of(few).texts()).containsExactlyElementsOf(once);
    assertThat(Sent.of(few.withSeed(7)).texts()).doesNotContainAnyElementsOf(once);
  }

  @Test
  void moreRecordsBeginWithTheSameOnes() {
    TelcoOptions plain = OPTIONS.withFraudCases(0).withRates(new Rates(0.05, 0.1, 0, 0));
    List<String> few = Sent.of(plain.withRecords(3000)).texts().toList();
    assertThat(Sent.of(plain.withRecords(5000)).texts().limit(few.size()))
        .containsExactlyElementsOf(few);
    TelcoRecords endless = new TelcoRecords(plain.withRecords(TelcoOptions.ENDLESS));
    for (String text : few) {
      assertThat(endless.hasNext()).isTrue();
      TelcoRecord record = endless.next();
      assertThat(record.topic() + record.key() + new String(record.value(), UTF_8)).isEqualTo(text);
    }
  }

  @Test
  void everySubscriberRegistersFirstAndHasNumbersOfTheirOwn() {
    Sent sent = Sent.of(OPTIONS.withUsers(20_000).withRecords(0).withFraudCases(0));
    List<JsonNode> users = sent.topic("users");
    assertThat(sent.records()).hasSize(20_000).hasSameSizeAs(users);
    for (String number : List.of("user_id", "msisdn", "imsi", "imei")) {
      assertThat(users.stream().map(u -> u.path(number).asText())).doesNotHaveDuplicates();
    }
    assertThat(users)
        .allMatch(u -> u.path("user_id").asText().matches("[0-9a-f]{8}-[0-9a-f]{4}-4.{3}-[89ab].*"))
        .allMatch(u -> u.path("msisdn").asText().matches("1\\d{10}"))
        .allMatch(u -> u.path("imsi").asText().matches("310150\\d{9}"))
        .allMatch(u -> u.path("imei").asText().matches("35824\\d{10}"));
    assertThat(users.stream().filter(u -> u.path("active").asBoolean()).count())
        .isBetween(18_800L, 19_200L);
    assertThat(users.stream().map(u -> LocalDate.parse(u.path("registration_date").asText())))
        .allMatch(
            day -> day.isBefore(OPTIONS.asOf()) && !day.isBefore(OPTIONS.asOf().minusDays(730)));
  }

  @Test
  void plansAndPlacesGoTogether() {
    List<JsonNode> users = Sent.of(OPTIONS).topic("users");
    assertThat(users.stream().map(TestTelcoRecords::plan))
        .containsOnly(
            "Basic Basic 5 500 1000",
            "Standard Standard 15 1000 2000",
            "Premium Premium 50 5000 5000",
            "Unlimited Unlimited 100 10000 10000");
    assertThat(
            users.stream()
                .map(u -> u.at("/location/city").asText() + " " + u.at("/location/state").asText())
                .distinct())
        .hasSize(20)
        .contains("New York NY", "Fort Worth TX", "Portland OR");
  }

  private static String plan(JsonNode user) {
    return List.of("plan", "plan_name", "data_limit_gb", "voice_minutes", "sms_count").stream()
        .map(field -> user.path(field).asText())
        .collect(Collectors.joining(" "));
  }

  @Test
  void everyUpdateChangesPlanPlaceOrActivityAndNothingElse() {
    Map<String, JsonNode> before = new HashMap<>();
    Set<String> changed = new HashSet<>();
    for (JsonNode user : Sent.of(OPTIONS.withUsers(50).withRecords(10_000)).topic("users")) {
      JsonNode last = before.put(user.path("user_id").asText(), user);
      if (last != null) {
        List<Function<JsonNode, Object>> parts =
            List.of(TestTelcoRecords::plan, u -> u.path("location"), u -> u.path("active"));
        List<Integer> different =
            List.of(0, 1, 2).stream()
                .filter(i -> !parts.get(i).apply(last).equals(parts.get(i).apply(user)))
                .toList();
        assertThat(different).hasSize(1);
        changed.add("part " + different.get(0));
        for (String same : List.of("msisdn", "imsi", "imei", "registration_date")) {
          assertThat(user.path(same)).isEqualTo(last.path(same));
        }
      }
    }
    assertThat(changed).hasSize(3);
  }

  @Test
  void theKeyIsTheSubscriber() {
    assertThat(Sent.of(OPTIONS.withRecords(3000)).records())
        .allMatch(r -> Sent.json(r.value()).path("user_id").asText().equals(r.key()));
  }

  @Test
  void theNetworkSendsSomeRecordsTwiceALittleLater() {
    List<TelcoRecord> records =
        Sent.of(OPTIONS.withFraudCases(0).withRates(new Rates(0, 0.1, 0.01, 0))).records();
    Map<String, Integer> first = new HashMap<>();
    int again = 0;
    for (int i = 0; i < records.size(); i++) {
      Integer before = first.putIfAbsent(new String(records.get(i).value(), UTF_8), i);
      if (before != null) {
        again++;
        assertThat(i - before).isBetween(1, 250);
      }
    }
    assertThat(again).isBetween(150, 250).isEqualTo(records.size() - 21_000);
  }

  @Test
  void malformedRecordsAreOfFiveKinds() {
    List<TelcoRecord> malformed =
        Sent.of(OPTIONS.withRates(new Rates(0.02, 0.1, 0.002, 0.05))).records().stream()
            .filter(record -> !record.wellFormed())
            .toList();
    Map<String, Long> kinds =
        malformed.stream()
            .collect(Collectors.groupingBy(TestTelcoRecords::kind, Collectors.counting()));
    assertThat(malformed).hasSizeBetween(900, 1100);
    assertThat(kinds)
        .containsOnlyKeys("tombstone", "empty", "cut", "wrong type", "not UTF-8")
        .allSatisfy((kind, count) -> assertThat(count).isBetween(150L, 250L));
  }

  private static String kind(TelcoRecord record) {
    if (record.value() == null) {
      return "tombstone";
    }
    String text = new String(record.value(), UTF_8);
    if (text.isEmpty()) {
      return "empty";
    }
    if (text.contains("\uFFFD")) {
      return "not UTF-8";
    }
    return text.contains(":\"unknown\"") && Sent.json(record.value()).isObject()
        ? "wrong type"
        : text.endsWith("}") ? "sound" : "cut";
  }

  @Test
  void mistakesNameTheirOption() {
    assertThatThrownBy(() -> OPTIONS.withUsers(0))
        .isInstanceOf(PerigonException.class)
        .hasMessageStartingWith("Cannot generate telco data with --users 0: not between 1 and");
    assertThatThrownBy(() -> new Rates(0, 1.5, 0, 0))
        .hasMessageContaining("--anomaly-rate 1.5: it is no share");
    assertThatThrownBy(() -> new Rates(0, 0, 0, Double.NaN))
        .hasMessageContaining("--malformed-rate");
    assertThatThrownBy(() -> OPTIONS.withTopicPrefix("a b"))
        .hasMessageStartingWith("Cannot name topics 'a b…': Kafka has no such names");
  }
}
