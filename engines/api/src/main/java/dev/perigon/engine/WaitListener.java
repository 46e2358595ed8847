package dev.perigon.engine;

import java.time.Duration;

/**
 * Hears, from any thread, that work stands still until something outside answers, and that it goes
 * on. Several threads may wait for the same thing.
 */
public interface WaitListener {
  /** For whom nobody listens. */
  WaitListener NONE =
      new WaitListener() {
        @Override
        public void waiting(String what, Duration atMost) {}

        @Override
        public void goesOn(String what) {}
      };

  /**
   * @param what does not answer, such as {@code Kafka at host:9092}
   * @param atMost how much longer it is waited for before the work fails
   */
  void waiting(String what, Duration atMost);

  /** It answers, whether or not somebody has waited for it. */
  void goesOn(String what);
}
