package dev.perigon.generator.telco;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Something that a subscriber did in another operator's network. It has no charge id. */
final class RoamingCdr implements Cdr {
  private record Network(String country, String name, String mcc, String mnc) {}

  private static final List<Network> NETWORKS =
      List.of(
          new Network("UK", "Vodafone UK", "234", "15"),
          new Network("Germany", "Deutsche Telekom", "262", "01"),
          new Network("France", "Orange France", "208", "01"),
          new Network("Spain", "Telefonica", "214", "07"),
          new Network("Italy", "TIM", "222", "01"));

  @Override
  public void write(JsonGenerator json, Event event, Dice dice) throws IOException {
    int duration = dice.between(30, 1800);
    Network network = NETWORKS.get(dice.between(0, NETWORKS.size() - 1));
    json.writeNumberField("callEventStartTime", event.start());
    json.writeNumberField("callEventEndTime", event.start() + duration);
    json.writeNumberField("callDuration", duration);
    json.writeStringField("callingPartyNumber", event.user().msisdn());
    json.writeStringField("calledPartyNumber", event.party());
    json.writeStringField("imsi", event.user().imsi());
    json.writeStringField("imei", event.user().imei());
    json.writeStringField("roamingCountry", network.country);
    json.writeStringField("visitedNetwork", network.name);
    json.writeStringField("mcc", network.mcc);
    json.writeStringField("mnc", network.mnc);
    json.writeStringField("roamingType", dice.pick("international", "national"));
    json.writeStringField("serviceType", dice.pick("voice", "data", "sms"));
    Cdr.number(json, "chargeAmount", dice.hundredths(50, 500));
    suspicion(json, event.anomaly(), dice);
  }

  private static void suspicion(JsonGenerator json, Anomaly anomaly, Dice dice) throws IOException {
    boolean unauthorized = anomaly == Anomaly.UNAUTHORIZED_NETWORK;
    json.writeStringField("roamingStatus", unauthorized ? "unauthorized" : "authorized");
    if (anomaly == Anomaly.ROAMING_FRAUD) {
      json.writeBooleanField("suspiciousActivity", true);
      Cdr.number(json, "fraudScore", dice.hundredths(70, 100));
    } else {
      json.writeNullField("suspiciousActivity");
      json.writeNullField("fraudScore");
    }
    if (unauthorized) {
      json.writeBooleanField("connectionAllowed", false);
    } else {
      json.writeNullField("connectionAllowed");
    }
  }
}
