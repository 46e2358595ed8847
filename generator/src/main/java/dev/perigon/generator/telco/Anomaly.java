package dev.perigon.generator.telco;

import java.util.Locale;

/** What may be wrong with a record. */
enum Anomaly {
  NONE,
  DROPPED_CALL,
  FAILED_CONNECTION,
  POOR_QUALITY,
  DROPPED_SESSION,
  CONNECTION_TIMEOUT,
  ABNORMAL_USAGE,
  DELIVERY_FAILURE,
  ROUTING_ERROR,
  HIGH_PACKET_LOSS,
  HIGH_JITTER,
  CODEC_FAILURE,
  SESSION_TIMEOUT,
  AUTHENTICATION_FAILURE,
  SIZE_LIMIT_EXCEEDED,
  ROAMING_FRAUD,
  UNAUTHORIZED_NETWORK;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** As {@code anomaly_type} has it. */
  String text() {
    return text;
  }
}
