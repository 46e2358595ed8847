package dev.perigon.generator.telco;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every field of every kind of record is as the network's documents have it. */
class TestTelcoFields {
  private static final long NOW = TelcoOptions.defaults().now().getEpochSecond();
  private static final String MSISDN = "1\\d{10}";
  private static final Sent SENT =
      Sent.of(TelcoOptions.defaults().withRecords(60_000).withFraudCases(0));

  /** What a field may be: null or one of a kind. */
  private interface Kind extends Predicate<JsonNode> {}

  private static Kind whole(long from, long to) {
    return node -> node.isIntegralNumber() && node.asLong() >= from && node.asLong() <= to;
  }

  private static Kind decimal(double from, double to) {
    return node ->
        node.isNumber()
            && node.asText().matches("\\d+(\\.\\d{1,2})?")
            && node.asDouble() >= from
            && node.asDouble() <= to;
  }

  private static Kind text(String pattern) {
    return node -> node.isTextual() && node.asText().matches(pattern);
  }

  private static Kind one(String... values) {
    return node -> node.isTextual() && Set.of(values).contains(node.asText());
  }

  private static Kind numbered(String prefix, int most) {
    return node ->
        node.isTextual()
            && node.asText().matches(prefix + "[1-9]\\d*")
            && Long.parseLong(node.asText().substring(prefix.length())) <= most;
  }

  private static Kind start() {
    return whole(NOW - 7 * 86_400, NOW);
  }

  private static Kind orNull(Kind kind) {
    return node -> node.isNull() || kind.test(node);
  }

  private static Kind flag() {
    return JsonNode::isBoolean;
  }

  /** Every record of {@code topic} without an anomaly has these fields and no others. */
  private static void check(String topic, String cdrType, Object... fields) {
    List<Object> all = new ArrayList<>(Arrays.asList(fields));
    all.addAll(List.of("cdr_type", one(cdrType), "user_id", text("[0-9a-f-]{36}")));
    all.addAll(List.of("is_anomaly", flag(), "anomaly_type", orNull(text("[a-z_]+"))));
    Set<String> names = new TreeSet<>();
    for (int i = 0; i < all.size(); i += 2) {
      String name = (String) all.get(i);
      Kind kind = (Kind) all.get(i + 1);
      names.add(name);
      assertThat(usual(topic)).as(name).allMatch(record -> kind.test(record.path(name)));
    }
    assertThat(usual(topic)).allSatisfy(record -> assertThat(names(record)).isEqualTo(names));
  }

  private static Set<String> names(JsonNode record) {
    Set<String> names = new TreeSet<>();
    record.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static List<JsonNode> usual(String topic) {
    List<JsonNode> records =
        SENT.topic(topic).stream().filter(r -> !r.path("is_anomaly").asBoolean()).toList();
    assertThat(records).hasSizeGreaterThan(2000);
    return records;
  }

  private static void endsAfter(String topic, String from, String to, String duration) {
    assertThat(SENT.topic(topic))
        .allMatch(r -> r.path(to).asLong() - r.path(from).asLong() == r.path(duration).asLong());
  }

  @Test
  void calls() {
    check(
        "voice-cdrs",
        "voice",
        "callEventStartTime",
        start(),
        "callEventEndTime",
        whole(NOW - 7 * 86_400, NOW + 3600),
        "callDuration",
        whole(10, 3600),
        "callReferenceNumber",
        numbered("CRN", 10_000),
        "callingPartyNumber",
        text(MSISDN),
        "calledPartyNumber",
        text(MSISDN),
        "imsi",
        text("310150\\d{9}"),
        "imei",
        text("35824\\d{10}"),
        "mscID",
        numbered("MSC", 20),
        "lac",
        text("[1-9]\\d{3}"),
        "ci",
        text("[1-9]\\d{3}"),
        "causeForTermination",
        numbered("", 20),
        "chargeID",
        numbered("CHG", 10_000),
        "callChargeableDuration",
        whole(10, 3600),
        "tariffClass",
        one("standard_voice", "premium_voice", "international", "roaming"),
        "callType",
        one("MOC", "MTC", "forwarded"),
        "recordSequenceNumber",
        whole(1, 999_999));
    endsAfter("voice-cdrs", "callEventStartTime", "callEventEndTime", "callDuration");
    assertThat(SENT.topic("voice-cdrs"))
        .allMatch(r -> r.path("callDuration").equals(r.path("callChargeableDuration")));
  }

  @Test
  void sessionsOfData() {
    check(
        "data-cdrs",
        "data_usage",
        "recordType",
        whole(40, 60),
        "recordOpeningTime",
        start(),
        "recordClosingTime",
        whole(NOW - 7 * 86_400, NOW + 7200),
        "duration",
        whole(60, 7200),
        "imsi",
        text("310150\\d{9}"),
        "imei",
        text("35824\\d{10}"),
        "msisdn",
        text(MSISDN),
        "dataVolumeUplink",
        whole(10_000, 5_000_000),
        "dataVolumeDownlink",
        whole(50_000, 50_000_000),
        "servingNodeAddress",
        text("10\\.10\\.10\\.\\d{1,3}"),
        "apn",
        one("internet.example.com"),
        "pdnType",
        one("IPv4", "IPv6", "IPv4v6"),
        "ratType",
        one("UTRAN", "GERAN", "WLAN", "GAN", "HSPA", "EUTRAN", "NR"),
        "chargingID",
        numbered("CHG", 10_000),
        "qci",
        whole(1, 9),
        "recordSequenceNumber",
        whole(1, 999_999),
        "sgsn_address",
        text("10\\.20\\.\\d{1,3}\\.\\d{1,3}"),
        "causeForRecordClosing",
        (Kind) JsonNode::isNull);
    endsAfter("data-cdrs", "recordOpeningTime", "recordClosingTime", "duration");
  }

  @Test
  void messages() {
    check(
        "sms-cdrs",
        "sms",
        "eventTimestamp",
        start(),
        "smsReferenceNumber",
        numbered("SMS", 100_000),
        "originatingNumber",
        text(MSISDN),
        "destinationNumber",
        text(MSISDN),
        "imsi",
        text("310150\\d{9}"),
        "smscAddress",
        text("smsc([1-9]|10)\\.example\\.com"),
        "messageSize",
        whole(1, 160),
        "deliveryStatus",
        one("delivered", "failed", "pending"),
        "messageType",
        one("SMS-MO", "SMS-MT"),
        "recordSequenceNumber",
        whole(1, 999_999),
        "chargeAmount",
        decimal(0.01, 0.10),
        "failureReason",
        (Kind) JsonNode::isNull);
    check(
        "mms-cdrs",
        "mms",
        "eventTimestamp",
        start(),
        "mmsReferenceNumber",
        numbered("MMS", 100_000),
        "originatingNumber",
        text(MSISDN),
        "destinationNumber",
        text(MSISDN),
        "imsi",
        text("310150\\d{9}"),
        "mmscAddress",
        text("mmsc([1-9]|10)\\.example\\.com"),
        "messageSize",
        whole(10_000, 5_000_000),
        "contentType",
        one("image/jpeg", "image/png", "video/mp4", "audio/mpeg"),
        "deliveryStatus",
        one("delivered", "failed", "pending"),
        "chargeAmount",
        decimal(0.10, 0.50),
        "failureReason",
        (Kind) JsonNode::isNull);
  }

  @Test
  void callsOverTheInternet() {
    check(
        "voip-cdrs",
        "voip",
        "sessionStartTime",
        start(),
        "sessionEndTime",
        whole(NOW - 7 * 86_400, NOW + 3600),
        "sessionDuration",
        whole(30, 3600),
        "callingPartyURI",
        text("sip:" + MSISDN + "@example\\.com"),
        "calledPartyURI",
        text("sip:" + MSISDN + "@example\\.com"),
        "codec",
        one("G.711", "G.722", "G.729", "OPUS", "AMR-WB"),
        "callQualityIndicator",
        whole(1, 5),
        "bytesTransferred",
        whole(100_000, 10_000_000),
        "packetLoss",
        decimal(0, 5),
        "jitter",
        decimal(0, 100),
        "latency",
        decimal(10, 500),
        "chargeID",
        numbered("VOIP", 10_000));
    check(
        "wifi-calling-cdrs",
        "wifi_calling",
        "sessionStartTime",
        start(),
        "sessionEndTime",
        whole(NOW - 7 * 86_400, NOW + 3600),
        "sessionDuration",
        whole(30, 3600),
        "callingPartyNumber",
        text(MSISDN),
        "calledPartyNumber",
        text(MSISDN),
        "imsi",
        text("310150\\d{9}"),
        "wifiSSID",
        text("WiFi_[1-9]\\d{3}"),
        "wifiAccessPoint",
        text("\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.1"),
        "signalStrength",
        whole(-80, -30),
        "codec",
        one("G.711", "G.722", "OPUS", "AMR-WB"),
        "callQuality",
        whole(1, 5),
        "handoverToCell",
        flag(),
        "chargeID",
        numbered("WIFI", 10_000));
    endsAfter("voip-cdrs", "sessionStartTime", "sessionEndTime", "sessionDuration");
    endsAfter("wifi-calling-cdrs", "sessionStartTime", "sessionEndTime", "sessionDuration");
  }

  @Test
  void sessionsOfTheMultimediaSubsystem() {
    check(
        "ims-cdrs",
        "ims",
        "sessionStartTime",
        start(),
        "sessionEndTime",
        whole(NOW - 7 * 86_400, NOW + 1800),
        "sessionDuration",
        whole(10, 1800),
        "originatingURI",
        text("sip:" + MSISDN + "@ims\\.example\\.com"),
        "destinationURI",
        text("sip:" + MSISDN + "@ims\\.example\\.com"),
        "serviceType",
        one("voice", "video", "messaging", "presence", "file_transfer"),
        "mediaTypes",
        one("audio", "video", "audio+video", "text", "application"),
        "networkType",
        one("LTE", "5G", "WiFi"),
        "qosClass",
        one("conversational", "streaming", "interactive", "background"),
        "chargeID",
        numbered("IMS", 10_000),
        "terminationReason",
        (Kind) JsonNode::isNull);
    endsAfter("ims-cdrs", "sessionStartTime", "sessionEndTime", "sessionDuration");
  }

  @Test
  void roaming() {
    check(
        "roaming-cdrs",
        "roaming",
        "callEventStartTime",
        start(),
        "callEventEndTime",
        whole(NOW - 7 * 86_400, NOW + 1800),
        "callDuration",
        whole(30, 1800),
        "callingPartyNumber",
        text(MSISDN),
        "calledPartyNumber",
        text(MSISDN),
        "imsi",
        text("310150\\d{9}"),
        "imei",
        text("35824\\d{10}"),
        "roamingCountry",
        one("UK", "Germany", "France", "Spain", "Italy"),
        "visitedNetwork",
        text("[A-Za-z ]+"),
        "mcc",
        text("\\d{3}"),
        "mnc",
        text("\\d{2}"),
        "roamingType",
        one("international", "national"),
        "serviceType",
        one("voice", "data", "sms"),
        "chargeAmount",
        decimal(0.50, 5.00),
        "roamingStatus",
        one("authorized"),
        "suspiciousActivity",
        (Kind) JsonNode::isNull,
        "fraudScore",
        (Kind) JsonNode::isNull,
        "connectionAllowed",
        (Kind) JsonNode::isNull);
    endsAfter("roaming-cdrs", "callEventStartTime", "callEventEndTime", "callDuration");
    assertThat(
            SENT.topic("roaming-cdrs").stream()
                .map(
                    r ->
                        String.join(
                            "/",
                            r.path("roamingCountry").asText(),
                            r.path("visitedNetwork").asText(),
                            r.path("mcc").asText(),
                            r.path("mnc").asText())))
        .containsOnly(
            "UK/Vodafone UK/234/15",
            "Germany/Deutsche Telekom/262/01",
            "France/Orange France/208/01",
            "Spain/Telefonica/214/07",
            "Italy/TIM/222/01");
  }

  @Test
  void eachKindHasItsShare() {
    Map<String, Long> counts =
        SENT.cdrs().stream()
            .collect(
                Collectors.groupingBy(r -> r.path("cdr_type").asText(), Collectors.counting()));
    long all = counts.values().stream().mapToLong(Long::longValue).sum();
    for (Service service : Service.values()) {
      assertThat(counts.get(service.cdrType()) * 100.0 / all)
          .as(service.cdrType())
          .isBetween(service.percent() - 1.0, service.percent() + 1.0);
    }
    assertThat(SENT.topic("users").size() - 1000.0).isBetween(1100.0, 1300.0);
  }
}
