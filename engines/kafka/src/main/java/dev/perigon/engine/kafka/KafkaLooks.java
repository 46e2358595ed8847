package dev.perigon.engine.kafka;

import dev.perigon.engine.WaitListener;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/**
 * Looks at what topics hold, again and again: connections stay open from one look to the next, for
 * all sources with the same settings. Thread-safe.
 */
public final class KafkaLooks implements AutoCloseable {
  private final WaitListener listener;
  private final Map<Map<String, Object>, Admin> admins = new ConcurrentHashMap<>();

  /**
   * @param listener hears when brokers do not answer
   */
  public KafkaLooks(WaitListener listener) {
    this.listener = listener;
  }

  /** As {@link KafkaTopics#now(KafkaOptions)}. */
  public KafkaTopics now(KafkaOptions options) {
    return now(Answers.patient(options), List.of(options));
  }

  /**
   * The same for several sources: those with the same settings are one question, and one answer.
   */
  public List<KafkaTopics> now(List<KafkaOptions> sources) {
    Map<Map<String, Object>, List<KafkaOptions>> alike =
        sources.stream()
            .collect(
                Collectors.groupingBy(Answers::patient, LinkedHashMap::new, Collectors.toList()));
    return alike.entrySet().stream().map(some -> now(some.getKey(), some.getValue())).toList();
  }

  private KafkaTopics now(Map<String, Object> settings, List<KafkaOptions> sources) {
    try {
      Admin admin = admins.computeIfAbsent(settings, Admin::create);
      return KafkaTopics.now(sources, admin, Answers.of(sources.get(0), settings, listener));
    } catch (KafkaException e) {
      close(admins.remove(settings));
      throw KafkaErrors.unreachable(e);
    } catch (PerigonException e) {
      if (e.code() == ErrorCode.RESOURCES) { // they may come back elsewhere
        close(admins.remove(settings));
      } // else others go on asking: a topic that is not there is no fault of the connection
      throw e;
    }
  }

  @Override
  public void close() {
    admins.keySet().forEach(settings -> close(admins.remove(settings)));
  }

  private static void close(Admin admin) {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
