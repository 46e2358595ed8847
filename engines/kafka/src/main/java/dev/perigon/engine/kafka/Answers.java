package dev.perigon.engine.kafka;

import dev.perigon.engine.WaitListener;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;

/** Waits for what brokers answer, and says so when they are away. */
final class Answers {
  /** How long work stands still in silence. */
  static final Duration SILENCE = Duration.ofSeconds(5);

  /** How long brokers may be away. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final String TIMEOUT = "default.api.timeout.ms";
  private static final String REQUEST_TIMEOUT = "request.timeout.ms";

  private final WaitListener listener;
  private final String what;
  private final Duration patience;

  private Answers(WaitListener listener, String what, Duration patience) {
    this.listener = listener;
    this.what = what;
    this.patience = patience;
  }

  /**
   * @param settings of the client that asks
   */
  static Answers of(KafkaOptions options, Map<String, Object> settings, WaitListener listener) {
    return new Answers(listener, name(options), Duration.ofMillis(millis(settings, TIMEOUT)));
  }

  /** The brokers as the query names them: where it names a secret, so does this. */
  static String name(KafkaOptions options) {
    return options.eventHubs().isPresent()
        ? "Azure Event Hubs"
        : "Kafka at " + options.client().get("bootstrap.servers");
  }

  /** Settings of a client that waits as long as reading does, unless the query says otherwise. */
  static Map<String, Object> patient(KafkaOptions options) {
    Map<String, Object> settings = new HashMap<>(options.clientSettings());
    long most = Math.max(PATIENCE.toMillis(), millis(settings, REQUEST_TIMEOUT));
    settings.putIfAbsent(TIMEOUT, Long.toString(most));
    return settings;
  }

  private static long millis(Map<String, Object> settings, String name) {
    String text = String.valueOf(settings.getOrDefault(name, "0"));
    return text.matches("\\d{1,9}") ? Long.parseLong(text) : 0; // else Kafka refuses it
  }

  <T> T get(KafkaFuture<T> future) {
    try {
      return promptly(future);
    } catch (ExecutionException e) {
      throw KafkaErrors.unreachable(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  private <T> T promptly(KafkaFuture<T> future) throws ExecutionException, InterruptedException {
    T answer;
    try {
      answer = future.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      listener.waiting(what, patience.minus(SILENCE));
      answer = future.get();
    }
    listener.goesOn(what); // somebody else may have waited
    return answer;
  }
}
