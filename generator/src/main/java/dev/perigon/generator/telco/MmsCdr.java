package dev.perigon.generator.telco;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A message with a picture, sound or film. */
final class MmsCdr implements Cdr {
  @Override
  public void write(JsonGenerator json, Event event, Dice dice) throws IOException {
    String status = dice.pick("delivered", "failed", "pending");
    String reason =
        switch (event.anomaly()) {
          case DELIVERY_FAILURE -> dice.pick("recipient_unavailable", "network_error", "timeout");
          case SIZE_LIMIT_EXCEEDED -> "message_too_large";
          default -> null;
        };
    json.writeNumberField("eventTimestamp", event.start());
    json.writeStringField("mmsReferenceNumber", dice.numbered("MMS", 100_000));
    json.writeStringField("originatingNumber", event.user().msisdn());
    json.writeStringField("destinationNumber", event.party());
    json.writeStringField("imsi", event.user().imsi());
    json.writeStringField("mmscAddress", dice.numbered("mmsc", 10) + ".example.com");
    json.writeNumberField("messageSize", dice.between(10_000, 5_000_000));
    json.writeStringField(
        "contentType", dice.pick("image/jpeg", "image/png", "video/mp4", "audio/mpeg"));
    json.writeStringField("deliveryStatus", reason == null ? status : "failed");
    Cdr.number(json, "chargeAmount", dice.hundredths(10, 50));
    Cdr.textOrNull(json, "failureReason", reason);
  }
}
