package dev.perigon.generator.telco;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** The subscribers as they are by now: what they registered with, and each change since. */
final class SubscriberChanges {
  static final String TOPIC = "users";

  private final Subscribers subscribers;
  private final byte[] plans;
  private final byte[] places;
  private final boolean[] active;

  SubscriberChanges(Subscribers subscribers) {
    int count = subscribers.count();
    this.subscribers = subscribers;
    this.plans = new byte[count];
    this.places = new byte[count];
    this.active = new boolean[count];
    for (int i = 0; i < count; i++) {
      plans[i] = (byte) subscribers.plan(i);
      places[i] = (byte) subscribers.place(i);
      active[i] = subscribers.active(i);
    }
  }

  /** Another plan, a move, a deactivation or a return; never nothing. */
  void change(int user, Dice dice) {
    double kind = dice.unit();
    if (kind < 0.5) {
      plans[user] = other(plans[user], Plan.count(), dice);
    } else if (kind < 0.85) {
      places[user] = other(places[user], Place.ALL.size(), dice);
    } else {
      active[user] = !active[user];
    }
  }

  private static byte other(byte now, int count, Dice dice) {
    return (byte) ((now + dice.between(1, count - 1)) % count);
  }

  void write(JsonGenerator json, int user) throws IOException {
    Subscriber subscriber = subscribers.at(user);
    Plan plan = Plan.at(plans[user]);
    Place place = Place.at(places[user]);
    json.writeStringField("user_id", subscriber.userId());
    json.writeStringField("msisdn", subscriber.msisdn());
    json.writeStringField("imsi", subscriber.imsi());
    json.writeStringField("imei", subscriber.imei());
    json.writeStringField("plan", plan.title());
    json.writeStringField("plan_name", plan.title());
    json.writeNumberField("data_limit_gb", plan.gigabytes());
    json.writeNumberField("voice_minutes", plan.minutes());
    json.writeNumberField("sms_count", plan.messages());
    json.writeStringField("registration_date", subscribers.registered(user).toString());
    json.writeBooleanField("active", active[user]);
    json.writeObjectFieldStart("location");
    json.writeStringField("city", place.city());
    json.writeStringField("state", place.state());
    json.writeEndObject();
  }
}
