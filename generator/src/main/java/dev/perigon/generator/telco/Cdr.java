package dev.perigon.generator.telco;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Writes the fields of one kind of call detail record. */
interface Cdr {
  void write(JsonGenerator json, Event event, Dice dice) throws IOException;

  static Cdr of(Service service) {
    return switch (service) {
      case VOICE -> new VoiceCdr();
      case DATA -> new DataCdr();
      case SMS -> new SmsCdr();
      case MMS -> new MmsCdr();
      case VOIP -> new VoipCdr();
      case ROAMING -> new RoamingCdr();
      case WIFI_CALLING -> new WifiCallingCdr();
      case IMS -> new ImsCdr();
    };
  }

  /** Null where there is nothing to say, because a consumer's schema has the field. */
  static void textOrNull(JsonGenerator json, String field, String text) throws IOException {
    if (text == null) {
      json.writeNullField(field);
    } else {
      json.writeStringField(field, text);
    }
  }

  /** A number that is text already. */
  static void number(JsonGenerator json, String field, String number) throws IOException {
    json.writeFieldName(field);
    json.writeNumber(number);
  }
}
