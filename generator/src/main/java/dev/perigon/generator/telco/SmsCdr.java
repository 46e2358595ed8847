package dev.perigon.generator.telco;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A text message. */
final class SmsCdr implements Cdr {
  @Override
  public void write(JsonGenerator json, Event event, Dice dice) throws IOException {
    String status = dice.pick("delivered", "failed", "pending");
    String type = dice.pick("SMS-MO", "SMS-MT");
    String own = event.user().msisdn();
    boolean sent = type.equals("SMS-MO");
    String reason =
        switch (event.anomaly()) {
          case DELIVERY_FAILURE ->
              dice.pick("subscriber_absent", "invalid_destination", "network_error");
          case ROUTING_ERROR -> "routing_error";
          default -> null;
        };
    json.writeNumberField("eventTimestamp", event.start());
    json.writeStringField("smsReferenceNumber", dice.numbered("SMS", 100_000));
    json.writeStringField("originatingNumber", sent ? own : event.party());
    json.writeStringField("destinationNumber", sent ? event.party() : own);
    json.writeStringField("imsi", event.user().imsi());
    json.writeStringField("smscAddress", dice.numbered("smsc", 10) + ".example.com");
    json.writeNumberField("messageSize", dice.between(1, 160));
    json.writeStringField("deliveryStatus", reason == null ? status : "failed");
    json.writeStringField("messageType", type);
    json.writeNumberField("recordSequenceNumber", dice.between(1, 999_999));
    Cdr.number(json, "chargeAmount", dice.hundredths(1, 10));
    Cdr.textOrNull(json, "failureReason", reason);
  }
}
