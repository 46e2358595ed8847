package dev.perigon.sql.catalyst;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which columns of each input a text names, collected while it is written. */
final class InputColumns {
  private final Map<Integer, Set<String>> columns = new HashMap<>();

  void add(int input, Set<String> names) {
    columns.computeIfAbsent(input, i -> new TreeSet<>()).addAll(names);
  }

  Map<Integer, Set<String>> byInput() {
    return columns;
  }
}
