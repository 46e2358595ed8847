package dev.perigon.generator.telco;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A call over the internet. It has no IMSI. */
final class VoipCdr implements Cdr {
  @Override
  public void write(JsonGenerator json, Event event, Dice dice) throws IOException {
    Anomaly anomaly = event.anomaly();
    int usual = dice.between(30, 3600);
    int cutShort = dice.between(0, 10);
    int duration = anomaly == Anomaly.CODEC_FAILURE ? cutShort : usual;
    int quality = dice.between(1, 5);
    boolean lossy = anomaly == Anomaly.HIGH_PACKET_LOSS;
    boolean jittery = anomaly == Anomaly.HIGH_JITTER;
    json.writeNumberField("sessionStartTime", event.start());
    json.writeNumberField("sessionEndTime", event.start() + duration);
    json.writeNumberField("sessionDuration", duration);
    json.writeStringField("callingPartyURI", uri(event.user().msisdn()));
    json.writeStringField("calledPartyURI", uri(event.party()));
    json.writeStringField("codec", dice.pick("G.711", "G.722", "G.729", "OPUS", "AMR-WB"));
    json.writeNumberField("callQualityIndicator", anomaly == Anomaly.NONE ? quality : 1);
    json.writeNumberField("bytesTransferred", dice.between(100_000, 10_000_000));
    Cdr.number(json, "packetLoss", lossy ? dice.hundredths(1500, 4000) : dice.hundredths(0, 500));
    Cdr.number(
        json, "jitter", jittery ? dice.hundredths(15_000, 50_000) : dice.hundredths(0, 10_000));
    Cdr.number(json, "latency", dice.hundredths(1000, 50_000));
    json.writeStringField("chargeID", dice.numbered("VOIP", 10_000));
  }

  private static String uri(String msisdn) {
    return "sip:" + msisdn + "@example.com";
  }
}
