package dev.perigon.generator.telco;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A call over somebody's wireless network. */
final class WifiCallingCdr implements Cdr {
  @Override
  public void write(JsonGenerator json, Event event, Dice dice) throws IOException {
    int duration = dice.between(30, 3600);
    json.writeNumberField("sessionStartTime", event.start());
    json.writeNumberField("sessionEndTime", event.start() + duration);
    json.writeNumberField("sessionDuration", duration);
    json.writeStringField("callingPartyNumber", event.user().msisdn());
    json.writeStringField("calledPartyNumber", event.party());
    json.writeStringField("imsi", event.user().imsi());
    json.writeStringField("wifiSSID", "WiFi_" + dice.between(1000, 9999));
    json.writeStringField("wifiAccessPoint", accessPoint(dice));
    json.writeNumberField("signalStrength", dice.between(-80, -30));
    json.writeStringField("codec", dice.pick("G.711", "G.722", "OPUS", "AMR-WB"));
    json.writeNumberField("callQuality", dice.between(1, 5));
    json.writeBooleanField("handoverToCell", dice.chance(0.5));
    json.writeStringField("chargeID", dice.numbered("WIFI", 10_000));
  }

  private static String accessPoint(Dice dice) {
    return dice.numbered("", 254) + dice.numbered(".", 254) + dice.numbered(".", 254) + ".1";
  }
}
