package dev.perigon.sql.catalyst;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** What each thread makes of a text once, because it keeps state and takes long to make. */
final class PerThread<T> {
  private final ThreadLocal<Made<T>> made;

  PerThread(Function<String, T> maker) {
    made = ThreadLocal.withInitial(() -> new Made<>(maker));
  }

  /** Rows of one call have the same text, which is found by comparing alone. */
  private static final class Made<T> {
    private final Map<String, T> all = new HashMap<>();
    private final Function<String, T> maker;
    private String last;
    private T value;

    Made(Function<String, T> maker) {
      this.maker = maker;
    }

    T of(String text) {
      if (!text.equals(last)) {
        value = all.computeIfAbsent(text, maker);
        last = text;
      }
      return value;
    }
  }

  T of(String text) {
    return made.get().of(text);
  }
}
