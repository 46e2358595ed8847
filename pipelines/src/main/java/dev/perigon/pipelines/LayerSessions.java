package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The engine for each dataset of an update: one for all, or one for each layer that is closed when
 * the layer's last dataset has ended.
 */
final class LayerSessions implements AutoCloseable {
  private final EngineSession shared;
  private final Supplier<Engine> open;
  private final boolean separate;
  private final Map<String, EngineSession> byLayer = new HashMap<>();
  private final Map<String, Integer> waiting = new HashMap<>();

  LayerSessions(EngineSession shared, Supplier<Engine> open, boolean separate) {
    this.shared = shared;
    this.open = open;
    this.separate = separate;
  }

  synchronized void expect(List<PlannedDataset> datasets) {
    datasets.forEach(planned -> waiting.merge(planned.dataset().layer(), 1, Integer::sum));
  }

  Engine engine(String layer) {
    return separate ? session(layer).get() : shared.get();
  }

  private synchronized EngineSession session(String layer) {
    return byLayer.computeIfAbsent(layer, l -> new EngineSession(open));
  }

  /** One dataset of {@code layer} has ended. */
  synchronized void ended(String layer) {
    if (waiting.merge(layer, -1, Integer::sum) == 0 && byLayer.containsKey(layer)) {
      byLayer.remove(layer).close();
    }
  }

  @Override
  public synchronized void close() {
    byLayer.values().forEach(EngineSession::close);
    byLayer.clear();
  }
}
