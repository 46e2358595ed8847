package dev.perigon.generator.telco;

import dev.perigon.generator.Draw;
import java.time.LocalDate;
import java.util.UUID;

/** All subscribers, by number. No two share a phone number, IMSI or IMEI. */
final class Subscribers {
  private static final int KEPT = 100_000;
  private static final int REGISTERED_WITHIN = 730;

  /** Primes, so that consecutive subscribers have unlike numbers and none has another's. */
  private static final long MSISDN_STEP = 5_915_587_277L;

  private static final long IMSI_STEP = 472_882_049L;
  private static final long IMEI_STEP = 3_267_000_013L;
  private static final long MSISDNS = 8_000_000_000L;
  private static final long IMSIS = 1_000_000_000L;
  private static final long IMEIS = 10_000_000_000L;

  private final int count;
  private final LocalDate asOf;
  private final Subscriber[] kept;
  private final Draw high;
  private final Draw low;
  private final Draw registered;
  private final Draw plan;
  private final Draw place;
  private final Draw active;
  private final Draw numbers;

  Subscribers(TelcoOptions options) {
    long seed = options.seed();
    this.count = options.users();
    this.asOf = options.asOf();
    this.kept = new Subscriber[Math.min(count, KEPT)];
    this.high = Draw.of(seed, "users.user_id.high");
    this.low = Draw.of(seed, "users.user_id.low");
    this.registered = Draw.of(seed, "users.registration_date");
    this.plan = Draw.of(seed, "users.plan");
    this.place = Draw.of(seed, "users.location");
    this.active = Draw.of(seed, "users.active");
    this.numbers = Draw.of(seed, "users.numbers");
  }

  int count() {
    return count;
  }

  Subscriber at(int index) {
    if (index >= kept.length) {
      return make(index);
    }
    Subscriber subscriber = kept[index];
    if (subscriber == null) {
      subscriber = make(index);
      kept[index] = subscriber;
    }
    return subscriber;
  }

  private Subscriber make(int index) {
    return new Subscriber(
        index,
        userId(index),
        "1" + (2_000_000_000L + nth(0, index, MSISDN_STEP, MSISDNS)),
        "310150" + padded(nth(1, index, IMSI_STEP, IMSIS), 9),
        "35824" + padded(nth(2, index, IMEI_STEP, IMEIS), 10));
  }

  private long nth(int kind, int index, long step, long of) {
    long first = (long) (numbers.unit(kind) * of);
    return (first + Math.multiplyExact(step, (long) index)) % of;
  }

  private static String padded(long number, int digits) {
    String text = Long.toString(number);
    return "0".repeat(digits - text.length()) + text;
  }

  /** A UUID of version 4. */
  private String userId(int index) {
    long first = high.bits(index) & ~0xf000L | 0x4000L;
    long second = low.bits(index) & 0x3fffffffffffffffL | 0x8000000000000000L;
    return new UUID(first, second).toString();
  }

  LocalDate registered(int index) {
    return asOf.minusDays(registered.between(index, 1, REGISTERED_WITHIN));
  }

  /** At registration. */
  int plan(int index) {
    return plan.below(index, Plan.count());
  }

  /** At registration. */
  int place(int index) {
    return place.below(index, Place.ALL.size());
  }

  /** At registration. */
  boolean active(int index) {
    return active.percent(index, 95);
  }
}
