package dev.perigon.generator.telco;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perigon.generator.telco.TelcoOptions.Rates;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each of the seventeen anomalies does what it says, and nothing else has its traces. */
class TestTelcoAnomalies {
  private static final Sent SENT =
      Sent.of(TelcoOptions.defaults().withRecords(60_000).withFraudCases(0));

  private static void all(String topic, String anomaly, Predicate<JsonNode> effect) {
    List<JsonNode> records =
        SENT.topic(topic).stream()
            .filter(record -> record.path("anomaly_type").asText().equals(anomaly))
            .toList();
    assertThat(records).as(anomaly).hasSizeGreaterThan(80).allMatch(effect);
    assertThat(records).allMatch(record -> record.path("is_anomaly").asBoolean());
  }

  private static boolean between(JsonNode node, double from, double to) {
    return node.isNumber() && node.asDouble() >= from && node.asDouble() <= to;
  }

  private static boolean is(JsonNode record, String field, String value) {
    return record.path(field).asText().equals(value);
  }

  private static long length(JsonNode record, String from, String to) {
    return record.path(to).asLong() - record.path(from).asLong();
  }

  @Test
  void ofCalls() {
    all(
        "voice-cdrs",
        "dropped_call",
        r ->
            is(r, "causeForTermination", "31")
                && between(r.path("callDuration"), 5, 1080)
                && length(r, "callEventStartTime", "callEventEndTime")
                    == r.path("callDuration").asLong()
                && r.path("callChargeableDuration").equals(r.path("callDuration")));
    all(
        "voice-cdrs",
        "failed_connection",
        r ->
            is(r, "causeForTermination", "41")
                && r.path("callDuration").asInt() == 0
                && r.path("callChargeableDuration").asInt() == 0
                && length(r, "callEventStartTime", "callEventEndTime") == 0);
    all(
        "voice-cdrs",
        "poor_quality",
        r -> is(r, "causeForTermination", "47") && between(r.path("callDuration"), 10, 3600));
  }

  @Test
  void ofSessionsOfData() {
    all(
        "data-cdrs",
        "dropped_session",
        r ->
            is(r, "causeForRecordClosing", "abnormalRelease")
                && between(r.path("duration"), 10, 1440)
                && length(r, "recordOpeningTime", "recordClosingTime")
                    == r.path("duration").asLong()
                && between(r.path("dataVolumeUplink"), 1, 1_000_000)
                && between(r.path("dataVolumeDownlink"), 1, 10_000_000));
    all(
        "data-cdrs",
        "connection_timeout",
        r ->
            is(r, "causeForRecordClosing", "timeLimit")
                && between(r.path("duration"), 1, 5)
                && length(r, "recordOpeningTime", "recordClosingTime")
                    == r.path("duration").asLong()
                && r.path("dataVolumeUplink").asLong() == 0
                && r.path("dataVolumeDownlink").asLong() == 0);
    all(
        "data-cdrs",
        "abnormal_usage",
        r ->
            r.path("causeForRecordClosing").isNull()
                && between(r.path("dataVolumeUplink"), 100e6, 500e6)
                && between(r.path("dataVolumeDownlink"), 500e6, 2000e6));
  }

  @Test
  void ofMessages() {
    all(
        "sms-cdrs",
        "delivery_failure",
        r ->
            is(r, "deliveryStatus", "failed")
                && List.of("subscriber_absent", "invalid_destination", "network_error")
                    .contains(r.path("failureReason").asText()));
    all(
        "sms-cdrs",
        "routing_error",
        r -> is(r, "deliveryStatus", "failed") && is(r, "failureReason", "routing_error"));
    all(
        "mms-cdrs",
        "delivery_failure",
        r ->
            is(r, "deliveryStatus", "failed")
                && List.of("recipient_unavailable", "network_error", "timeout")
                    .contains(r.path("failureReason").asText()));
    all(
        "mms-cdrs",
        "size_limit_exceeded",
        r -> is(r, "deliveryStatus", "failed") && is(r, "failureReason", "message_too_large"));
  }

  @Test
  void ofCallsOverTheInternet() {
    Predicate<JsonNode> bad = r -> r.path("callQualityIndicator").asInt() == 1;
    all("voip-cdrs", "high_packet_loss", bad.and(r -> between(r.path("packetLoss"), 15, 40)));
    all("voip-cdrs", "high_jitter", bad.and(r -> between(r.path("jitter"), 150, 500)));
    all(
        "voip-cdrs",
        "codec_failure",
        bad.and(
            r ->
                between(r.path("sessionDuration"), 0, 10)
                    && length(r, "sessionStartTime", "sessionEndTime")
                        == r.path("sessionDuration").asLong()));
  }

  @Test
  void ofTheMultimediaSubsystemAndRoaming() {
    all(
        "ims-cdrs",
        "session_timeout",
        r -> is(r, "terminationReason", "timeout") && between(r.path("sessionDuration"), 1, 5));
    all(
        "ims-cdrs",
        "authentication_failure",
        r ->
            is(r, "terminationReason", "authentication_failed")
                && r.path("sessionDuration").asInt() == 0
                && length(r, "sessionStartTime", "sessionEndTime") == 0);
    all(
        "roaming-cdrs",
        "roaming_fraud",
        r ->
            r.path("suspiciousActivity").isBoolean()
                && r.path("suspiciousActivity").asBoolean()
                && between(r.path("fraudScore"), 0.7, 1)
                && r.path("connectionAllowed").isNull());
    all(
        "roaming-cdrs",
        "unauthorized_network",
        r ->
            is(r, "roamingStatus", "unauthorized")
                && r.path("connectionAllowed").isBoolean()
                && !r.path("connectionAllowed").asBoolean()
                && r.path("fraudScore").isNull());
  }

  @Test
  void thereAreSeventeenAndEachIsAsLikelyAsTheOthersOfItsKind() {
    Map<String, Long> counts =
        SENT.cdrs().stream()
            .filter(record -> record.path("is_anomaly").asBoolean())
            .collect(
                Collectors.groupingBy(
                    r -> r.path("cdr_type").asText() + " " + r.path("anomaly_type").asText(),
                    TreeMap::new,
                    Collectors.counting()));
    assertThat(counts).hasSize(17);
    long all = SENT.cdrs().size();
    for (Service service : Service.values()) {
      for (Anomaly anomaly : service.anomalies()) {
        double expected = all * 0.1 * service.percent() / 100 / service.anomalies().size();
        assertThat(counts.get(service.cdrType() + " " + anomaly.text()))
            .isBetween((long) (expected * 0.75), (long) (expected * 1.25));
      }
    }
  }

  @Test
  void withoutThemEveryRecordSaysSo() {
    Rates none = new Rates(0.02, 0, 0, 0);
    assertThat(Sent.of(TelcoOptions.defaults().withRecords(2000).withRates(none)).cdrs())
        .allMatch(r -> !r.path("is_anomaly").asBoolean(true) && r.path("anomaly_type").isNull());
  }
}
