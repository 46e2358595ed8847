package dev.perigon.sql.catalyst;

import java.util.Optional;

/**
 * The texts that a thread lately found to be one plain JSON object each and nothing else: a query
 * that reads a record often asks for its keys, too, and the thread has the same rows at hand. One
 * of two texts that share a place is forgotten.
 */
final class PlainObjects {
  /** Four times as many as the rows that DuckDB passes at once: few share one. */
  private static final int PLACES = 8192;

  private static final int LONGEST = 1024;
  private static final int SAMPLES = 32;

  private static final ThreadLocal<PlainObjects> LATELY =
      ThreadLocal.withInitial(PlainObjects::new);

  private final String[] texts = new String[PLACES];
  private final JsonKeys[] keys = new JsonKeys[PLACES];

  private PlainObjects() {}

  static void add(String text, JsonKeys keys) {
    if (text.length() <= LONGEST) {
      PlainObjects lately = LATELY.get();
      int place = place(text);
      lately.texts[place] = text;
      lately.keys[place] = keys;
    }
  }

  /** Empty for a text that is no plain object, or that was not looked at lately. */
  static Optional<JsonKeys> keys(String text) {
    PlainObjects lately = LATELY.get();
    int place = place(text);
    return text.equals(lately.texts[place]) ? Optional.of(lately.keys[place]) : Optional.empty();
  }

  /** From some of the characters: all would take as long as to read the text again. */
  private static int place(String text) {
    int hash = text.length();
    int step = text.length() / SAMPLES + 1;
    for (int i = 0; i < text.length(); i += step) {
      hash = 31 * hash + text.charAt(i);
    }
    return (hash ^ hash >>> 12) & PLACES - 1;
  }
}
