package dev.perigon.generator.telco;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A call. */
final class VoiceCdr implements Cdr {
  @Override
  public void write(JsonGenerator json, Event event, Dice dice) throws IOException {
    write(json, call(event, dice), dice);
  }

  private static Call call(Event event, Dice dice) {
    int duration = dice.between(10, 3600);
    int part = dice.between(5, Math.max(5, duration * 3 / 10));
    String cause = dice.numbered("", 20);
    return new Call(
        event.user(),
        event.party(),
        event.start(),
        switch (event.anomaly()) {
          case DROPPED_CALL -> part;
          case FAILED_CONNECTION -> 0;
          default -> duration;
        },
        Integer.toString(dice.between(1000, 9999)),
        Integer.toString(dice.between(1000, 9999)),
        switch (event.anomaly()) {
          case DROPPED_CALL -> "31";
          case FAILED_CONNECTION -> "41";
          case POOR_QUALITY -> "47";
          default -> cause;
        },
        dice.pick("standard_voice", "premium_voice", "international", "roaming"),
        dice.pick(Call.OUTGOING, Call.INCOMING, "forwarded"));
  }

  static void write(JsonGenerator json, Call call, Dice dice) throws IOException {
    String own = call.user().msisdn();
    json.writeNumberField("callEventStartTime", call.start());
    json.writeNumberField("callEventEndTime", call.start() + call.duration());
    json.writeNumberField("callDuration", call.duration());
    json.writeStringField("callReferenceNumber", dice.numbered("CRN", 10_000));
    json.writeStringField("callingPartyNumber", call.isIncoming() ? call.other() : own);
    json.writeStringField("calledPartyNumber", call.isIncoming() ? own : call.other());
    json.writeStringField("imsi", call.user().imsi());
    json.writeStringField("imei", call.user().imei());
    json.writeStringField("mscID", dice.numbered("MSC", 20));
    json.writeStringField("lac", call.lac());
    json.writeStringField("ci", call.ci());
    json.writeStringField("causeForTermination", call.cause());
    json.writeStringField("chargeID", dice.numbered("CHG", 10_000));
    json.writeNumberField("callChargeableDuration", call.duration());
    json.writeStringField("tariffClass", call.tariff());
    json.writeStringField("callType", call.type());
    json.writeNumberField("recordSequenceNumber", dice.between(1, 999_999));
  }
}
