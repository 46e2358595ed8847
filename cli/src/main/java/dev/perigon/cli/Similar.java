package dev.perigon.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Names that a person may have meant. */
final class Similar {
  private static final LevenshteinDistance DISTANCE = LevenshteinDistance.getDefaultInstance();

  private Similar() {}

  /** At most three of {@code known}, nearest first. */
  static List<String> to(String name, List<String> known) {
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= close(name) || isPart(name, candidate))
        .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .limit(3)
        .toList();
  }

  /** Somebody wrote {@code customer_analytics} for {@code customer_analytics_c360}. */
  private static boolean isPart(String name, String candidate) {
    return name.length() > 3
        && candidate.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
  }

  private static int close(String name) {
    return name.length() > 4 ? 3 : 2;
  }

  private static int distance(String name, String candidate) {
    return DISTANCE.apply(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
  }
}
