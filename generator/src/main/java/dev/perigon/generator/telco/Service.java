package dev.perigon.generator.telco;

import java.util.List;

/** A kind of call detail record. */
enum Service {
  VOICE(
      "voice",
      "voice-cdrs",
      25,
      Anomaly.DROPPED_CALL,
      Anomaly.FAILED_CONNECTION,
      Anomaly.POOR_QUALITY),
  DATA(
      "data_usage",
      "data-cdrs",
      25,
      Anomaly.DROPPED_SESSION,
      Anomaly.CONNECTION_TIMEOUT,
      Anomaly.ABNORMAL_USAGE),
  SMS("sms", "sms-cdrs", 12, Anomaly.DELIVERY_FAILURE, Anomaly.ROUTING_ERROR),
  MMS("mms", "mms-cdrs", 10, Anomaly.DELIVERY_FAILURE, Anomaly.SIZE_LIMIT_EXCEEDED),
  VOIP(
      "voip", "voip-cdrs", 8, Anomaly.HIGH_PACKET_LOSS, Anomaly.HIGH_JITTER, Anomaly.CODEC_FAILURE),
  ROAMING("roaming", "roaming-cdrs", 8, Anomaly.ROAMING_FRAUD, Anomaly.UNAUTHORIZED_NETWORK),
  WIFI_CALLING("wifi_calling", "wifi-calling-cdrs", 7),
  IMS("ims", "ims-cdrs", 5, Anomaly.SESSION_TIMEOUT, Anomaly.AUTHENTICATION_FAILURE);

  private static final Service[] BY_PERCENT = byPercent();

  private final String cdrType;
  private final String topic;
  private final int percent;
  private final List<Anomaly> anomalies;

  Service(String cdrType, String topic, int percent, Anomaly... anomalies) {
    this.cdrType = cdrType;
    this.topic = topic;
    this.percent = percent;
    this.anomalies = List.of(anomalies);
  }

  private static Service[] byPercent() {
    Service[] all = new Service[100];
    int next = 0;
    for (Service service : values()) {
      for (int i = 0; i < service.percent; i++) {
        all[next++] = service;
      }
    }
    return all;
  }

  static Service draw(Dice dice) {
    return BY_PERCENT[dice.between(0, 99)];
  }

  String cdrType() {
    return cdrType;
  }

  /** Without the prefix. */
  String topic() {
    return topic;
  }

  /** The share of all records. */
  int percent() {
    return percent;
  }

  List<Anomaly> anomalies() {
    return anomalies;
  }
}
