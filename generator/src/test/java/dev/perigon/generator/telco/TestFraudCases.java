package dev.perigon.generator.telco;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perigon.generator.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The labels are what simple rules find in the records; honest look-alikes pass each of them. */
class TestFraudCases {
  private static final TelcoOptions OPTIONS =
      TelcoOptions.defaults().withUsers(2000).withRecords(60_000).withFraudCases(12);

  @TempDir private Path folder;

  /** What a subscriber's calls of one day look like. */
  private record Day(List<JsonNode> out, long incoming) {
    static Day of(List<JsonNode> calls, Map<String, Long> received) {
      List<JsonNode> out =
          calls.stream().filter(c -> c.path("callType").asText().equals("MOC")).toList();
      long in = calls.stream().filter(c -> c.path("callType").asText().equals("MTC")).count();
      return new Day(out, in + received.getOrDefault(key(calls.get(0)), 0L));
    }

    private long distinct(String field) {
      return out.stream().map(c -> c.path(field).asText()).distinct().count();
    }

    boolean isSimBox() {
      return distinct("calledPartyNumber") >= 60
          && incoming == 0
          && distinct("lac") == 1
          && distinct("ci") == 1;
    }

    boolean isWangiri() {
      Map<String, Set<String>> ranges =
          out.stream()
              .filter(c -> c.path("callDuration").asInt() <= 5)
              .map(c -> c.path("calledPartyNumber").asText())
              .collect(Collectors.groupingBy(n -> n.substring(0, 7), Collectors.toSet()));
      return ranges.values().stream().anyMatch(numbers -> numbers.size() >= 60);
    }

    boolean isRevenueShare() {
      List<Long> starts =
          out.stream()
              .filter(c -> c.path("callDuration").asInt() >= 900)
              .filter(
                  c ->
                      List.of("international", "premium_voice")
                          .contains(c.path("tariffClass").asText()))
              .map(c -> c.path("callEventStartTime").asLong())
              .sorted()
              .toList();
      return starts.size() >= 15 && starts.get(14) - starts.get(0) <= 4 * 3600;
    }
  }

  private static String key(JsonNode call) {
    long start = call.path("callEventStartTime").asLong();
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(start), ZoneOffset.UTC);
    return call.path("user_id").asText() + "," + day;
  }

  @Test
  void rulesFindTheLabelledCasesAndNoOthers() throws Exception {
    Sent sent = Sent.of(OPTIONS);
    List<JsonNode> calls = sent.topic("voice-cdrs");
    Map<String, Long> received = received(sent, calls);
    Set<String> found = new TreeSet<>();
    calls.stream()
        .collect(Collectors.groupingBy(TestFraudCases::key))
        .forEach(
            (key, of) -> {
              Day day = Day.of(of, received);
              if (day.isSimBox()) {
                found.add(key + ",sim_box");
              }
              if (day.isWangiri()) {
                found.add(key + ",wangiri");
              }
              if (day.isRevenueShare()) {
                found.add(key + ",irsf");
              }
            });
    TelcoGenerator.files(OPTIONS.withRecords(0), folder, Progress.none());
    List<String> labels = Files.readAllLines(folder.resolve("fraud_labels.csv"));
    assertThat(labels.get(0)).isEqualTo("user_id,event_date,rule");
    assertThat(labels).hasSize(37);
    assertThat(found).containsExactlyInAnyOrderElementsOf(labels.subList(1, labels.size()));
  }

  /** Calls that others say they made to a subscriber, by subscriber and day. */
  private static Map<String, Long> received(Sent sent, List<JsonNode> calls) {
    Map<String, String> users =
        sent.topic("users").stream()
            .collect(
                Collectors.toMap(
                    u -> u.path("msisdn").asText(), u -> u.path("user_id").asText(), (a, b) -> a));
    return calls.stream()
        .filter(c -> users.containsKey(c.path("calledPartyNumber").asText()))
        .filter(
            c ->
                !users.get(c.path("calledPartyNumber").asText()).equals(c.path("user_id").asText()))
        .collect(
            Collectors.groupingBy(
                c ->
                    users.get(c.path("calledPartyNumber").asText())
                        + key(c).substring(c.path("user_id").asText().length()),
                Collectors.counting()));
  }

  @Test
  void asManyHonestSubscribersLookAlike() {
    FraudCases cases = new FraudCases(OPTIONS, new Subscribers(OPTIONS));
    assertThat(cases.all()).hasSize(72);
    assertThat(cases.all().stream().map(c -> c.rule() + c.honest()))
        .containsOnly(
            "sim_boxfalse", "sim_boxtrue", "wangirifalse", "wangiritrue", "irsffalse", "irsftrue");
    assertThat(cases.all().stream().map(c -> c.user().userId())).doesNotHaveDuplicates();
    assertThat(cases.all().stream().map(FraudCase::day))
        .allMatch(
            day -> day.isBefore(OPTIONS.asOf()) && !day.isBefore(OPTIONS.asOf().minusDays(7)));
  }

  @Test
  void noRecordTellsThatItWasPlanted() {
    Sent planted = Sent.of(OPTIONS.withRecords(0));
    Set<String> fields = new HashSet<>();
    planted.topic("voice-cdrs").get(0).fieldNames().forEachRemaining(fields::add);
    Set<String> usual = new HashSet<>();
    Sent.of(OPTIONS.withFraudCases(0).withRecords(100))
        .topic("voice-cdrs")
        .get(0)
        .fieldNames()
        .forEachRemaining(usual::add);
    assertThat(fields).isEqualTo(usual);
    assertThat(planted.topic("voice-cdrs")).noneMatch(c -> c.path("is_anomaly").asBoolean());
  }

  @Test
  void fewSubscribersHaveFewCases() {
    TelcoOptions few = OPTIONS.withUsers(20);
    assertThat(new FraudCases(few, new Subscribers(few)).all()).hasSize(6);
    TelcoOptions fewer = OPTIONS.withUsers(11);
    assertThat(new FraudCases(fewer, new Subscribers(fewer)).all()).isEmpty();
    assertThat(Sent.of(fewer.withRecords(500)).records()).hasSizeGreaterThan(500);
  }
}
