package dev.perigon.generator.telco;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A session of mobile data. */
final class DataCdr implements Cdr {
  /**
   * @param duration seconds
   * @param up bytes
   * @param down bytes
   * @param closing why the record was closed; null when all was well
   */
  private record Usage(int duration, long up, long down, String closing) {
    static Usage of(Anomaly anomaly, Dice dice) {
      int duration = dice.between(60, 7200);
      long up = dice.between(10_000L, 5_000_000L);
      long down = dice.between(50_000L, 50_000_000L);
      int dropped = dice.between(10, duration / 5);
      int timeout = dice.between(1, 5);
      return switch (anomaly) {
        case DROPPED_SESSION ->
            new Usage(
                dropped, up * dropped / duration, down * dropped / duration, "abnormalRelease");
        case CONNECTION_TIMEOUT -> new Usage(timeout, 0, 0, "timeLimit");
        case ABNORMAL_USAGE ->
            new Usage(
                duration,
                dice.between(100_000_000L, 500_000_000L),
                dice.between(500_000_000L, 2_000_000_000L),
                null);
        default -> new Usage(duration, up, down, null);
      };
    }
  }

  @Override
  public void write(JsonGenerator json, Event event, Dice dice) throws IOException {
    Usage usage = Usage.of(event.anomaly(), dice);
    json.writeNumberField("recordType", dice.between(40, 60));
    json.writeNumberField("recordOpeningTime", event.start());
    json.writeNumberField("recordClosingTime", event.start() + usage.duration);
    json.writeNumberField("duration", usage.duration);
    json.writeStringField("imsi", event.user().imsi());
    json.writeStringField("imei", event.user().imei());
    json.writeStringField("msisdn", event.user().msisdn());
    json.writeNumberField("dataVolumeUplink", usage.up);
    json.writeNumberField("dataVolumeDownlink", usage.down);
    json.writeStringField("servingNodeAddress", dice.numbered("10.10.10.", 254));
    json.writeStringField("apn", "internet.example.com");
    json.writeStringField("pdnType", dice.pick("IPv4", "IPv6", "IPv4v6"));
    json.writeStringField(
        "ratType", dice.pick("UTRAN", "GERAN", "WLAN", "GAN", "HSPA", "EUTRAN", "NR"));
    json.writeStringField("chargingID", dice.numbered("CHG", 10_000));
    json.writeNumberField("qci", dice.between(1, 9));
    json.writeNumberField("recordSequenceNumber", dice.between(1, 999_999));
    json.writeStringField("sgsn_address", dice.numbered("10.20.", 254) + dice.numbered(".", 254));
    Cdr.textOrNull(json, "causeForRecordClosing", usage.closing);
  }
}
