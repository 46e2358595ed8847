package dev.perigon.generator.telco;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A session of the IP multimedia subsystem. It has no IMSI. */
final class ImsCdr implements Cdr {
  @Override
  public void write(JsonGenerator json, Event event, Dice dice) throws IOException {
    int usual = dice.between(10, 1800);
    int timeout = dice.between(1, 5);
    int duration =
        switch (event.anomaly()) {
          case SESSION_TIMEOUT -> timeout;
          case AUTHENTICATION_FAILURE -> 0;
          default -> usual;
        };
    json.writeNumberField("sessionStartTime", event.start());
    json.writeNumberField("sessionEndTime", event.start() + duration);
    json.writeNumberField("sessionDuration", duration);
    json.writeStringField("originatingURI", uri(event.user().msisdn()));
    json.writeStringField("destinationURI", uri(event.party()));
    json.writeStringField(
        "serviceType", dice.pick("voice", "video", "messaging", "presence", "file_transfer"));
    json.writeStringField(
        "mediaTypes", dice.pick("audio", "video", "audio+video", "text", "application"));
    json.writeStringField("networkType", dice.pick("LTE", "5G", "WiFi"));
    json.writeStringField(
        "qosClass", dice.pick("conversational", "streaming", "interactive", "background"));
    json.writeStringField("chargeID", dice.numbered("IMS", 10_000));
    Cdr.textOrNull(
        json,
        "terminationReason",
        switch (event.anomaly()) {
          case SESSION_TIMEOUT -> "timeout";
          case AUTHENTICATION_FAILURE -> "authentication_failed";
          default -> null;
        });
  }

  private static String uri(String msisdn) {
    return "sip:" + msisdn + "@ims.example.com";
  }
}
