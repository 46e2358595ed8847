package dev.perigon.sql.catalyst;

import dev.perigon.sql.TableName;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds the names that a misspelt one may have meant, by edit distance. */
final class SimilarNames {
  private SimilarNames() {}

  static List<TableName> to(TableName wanted, List<TableName> candidates) {
    String table = wanted.table().toLowerCase(Locale.ROOT);
    int limit = Math.max(2, table.length() / 3);
    return candidates.stream()
        .filter(c -> distance(c, table) <= limit)
        .sorted(Comparator.<TableName>comparingInt(c -> distance(c, table)).thenComparing(c -> c))
        .limit(3)
        .toList();
  }

  private static int distance(TableName candidate, String table) {
    return distance(candidate.table().toLowerCase(Locale.ROOT), table);
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
