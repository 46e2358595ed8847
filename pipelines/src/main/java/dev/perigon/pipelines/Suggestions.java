package dev.perigon.pipelines;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that somebody may have meant. */
final class Suggestions {
  private static final int MOST = 3;

  private Suggestions() {}

  /** The nearest of {@code names} to {@code written}, best first; empty when none is near. */
  static List<String> nearest(String written, Collection<String> names) {
    String wanted = written.toLowerCase(Locale.ROOT);
    int limit = Math.max(2, wanted.length() / 3);
    return names.stream()
        .distinct()
        .filter(name -> distance(wanted, name.toLowerCase(Locale.ROOT)) <= limit)
        .sorted(
            Comparator.comparingInt(
                    (String name) -> distance(wanted, name.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  /** {@code Did you mean 'a' or 'b'?} followed by {@code otherwise}; the latter alone if none. */
  static String ask(String written, Collection<String> names, String otherwise) {
    List<String> nearest = nearest(written, names);
    return nearest.isEmpty()
        ? otherwise
        : "Did you mean '%s'? %s".formatted(String.join("' or '", nearest), otherwise);
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
