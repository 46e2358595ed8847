package dev.perigon.generator.telco;

import java.time.LocalDate;
import java.util.List;

/**
 * The calls of one subscriber on one day, planted for a rule to find, or an honest subscriber's
 * that look alike.
 *
 * @param rule {@code sim_box}, {@code wangiri} or {@code irsf}
 */
record FraudCase(String rule, boolean honest, Subscriber user, LocalDate day, List<Call> calls) {
  FraudCase {
    calls = List.copyOf(calls);
  }
}
