package dev.perigon.generator.telco;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Call detail records of random subscribers, and the writing of all. */
final class RandomCdrs {
  private final Subscribers subscribers;
  private final FraudCases cases;
  private final EventTimes times;
  private final double anomalies;
  private final Dice dice;
  private final Map<Service, Cdr> cdrs = new EnumMap<>(Service.class);

  RandomCdrs(TelcoOptions options, Subscribers subscribers, FraudCases cases) {
    this.subscribers = subscribers;
    this.cases = cases;
    this.times = new EventTimes(options);
    this.anomalies = options.rates().anomalies();
    this.dice = Dice.of(options.seed(), "cdrs");
    for (Service service : Service.values()) {
      cdrs.put(service, Cdr.of(service));
    }
  }

  /** What a record is about. */
  record Drawn(Service service, Event event) {}

  /** The next {@link #write} is of this record. */
  Drawn draw(long index) {
    dice.on(index);
    Service service = Service.draw(dice);
    long start = times.draw(dice);
    Subscriber user = someone(service, start);
    Subscriber party = someone(service, start);
    boolean strange = dice.chance(anomalies);
    double which = dice.unit();
    Anomaly anomaly = strange ? anomaly(service.anomalies(), which) : Anomaly.NONE;
    return new Drawn(service, new Event(user, party.msisdn(), start, anomaly));
  }

  private static Anomaly anomaly(List<Anomaly> of, double which) {
    return of.isEmpty() ? Anomaly.NONE : of.get((int) (which * of.size()));
  }

  /** On the day of a planted case its subscriber has no other calls. */
  private Subscriber someone(Service service, long start) {
    int user = dice.between(0, subscribers.count() - 1);
    while (service == Service.VOICE && cases.fills(user, EventTimes.day(start))) {
      user = (user + 1) % subscribers.count();
    }
    return subscribers.at(user);
  }

  void write(JsonGenerator json, Drawn drawn) throws IOException {
    begin(json, drawn.service, drawn.event.user());
    cdrs.get(drawn.service).write(json, drawn.event, dice);
    end(json, drawn.event.anomaly());
  }

  /** A planted call; nothing in it says so. */
  void write(JsonGenerator json, Call call, long index) throws IOException {
    begin(json, Service.VOICE, call.user());
    VoiceCdr.write(json, call, dice.on(index));
    end(json, Anomaly.NONE);
  }

  private static void begin(JsonGenerator json, Service service, Subscriber user)
      throws IOException {
    json.writeStringField("cdr_type", service.cdrType());
    json.writeStringField("user_id", user.userId());
  }

  private static void end(JsonGenerator json, Anomaly anomaly) throws IOException {
    boolean none = anomaly == Anomaly.NONE;
    json.writeBooleanField("is_anomaly", !none);
    Cdr.textOrNull(json, "anomaly_type", none ? null : anomaly.text());
  }
}
