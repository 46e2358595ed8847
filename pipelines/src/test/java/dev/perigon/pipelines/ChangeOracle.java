package dev.perigon.pipelines;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** What AUTO CDC must come to, by replaying changes one after another in their order. */
final class ChangeOracle {
  /** A change; {@code op} is empty, D or T. */
  record Change(int id, String name, String city, Integer score, int at, String op) {
    private int rank() {
      return op.isEmpty() ? 0 : op.equals("D") ? 1 : 2;
    }

    List<Object> values() {
      return Arrays.asList(name, city, score);
    }

    String csv() {
      return "%s,%s,%s,%s,%d,%s"
          .formatted(
              op.equals("T") ? "" : id,
              name == null ? "" : name,
              city == null ? "" : city,
              score == null ? "" : score,
              at,
              op);
    }
  }

  private static final Comparator<Change> ORDER =
      Comparator.comparingInt(Change::at)
          .thenComparingInt(Change::rank)
          .thenComparing(Change::city, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Change::name, Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(Change::score, Comparator.nullsFirst(Comparator.naturalOrder()));

  private ChangeOracle() {}

  /** Rows of id, name, city, score and the sequence of the change that made them so. */
  static List<List<Object>> newest(List<Change> changes, boolean truncates, boolean fills) {
    Map<Integer, List<Object>> rows = new TreeMap<>();
    for (Change change : changes.stream().sorted(ORDER).toList()) {
      if (change.op().equals("T")) {
        if (truncates) {
          rows.clear();
        }
      } else if (change.op().equals("D")) {
        rows.remove(change.id());
      } else {
        List<Object> values = new ArrayList<>(change.values());
        if (fills && rows.containsKey(change.id())) {
          fill(values, rows.get(change.id()).subList(1, 4));
        }
        List<Object> row = new ArrayList<>(List.of(change.id()));
        row.addAll(values);
        row.add(change.at());
        rows.put(change.id(), row);
      }
    }
    return List.copyOf(rows.values());
  }

  private static void fill(List<Object> values, List<Object> before) {
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i) == null) {
        values.set(i, before.get(i));
      }
    }
  }

  /** A row of a history that may still change. */
  private static final class Span {
    private List<Object> values;
    private final int start;
    private Integer end;

    Span(List<Object> values, int start) {
      this.values = values;
      this.start = start;
    }
  }

  /**
   * Rows of id, name, city, score, start and end.
   *
   * @param tracked positions among name, city, score
   */
  static List<List<Object>> history(List<Change> changes, List<Integer> tracked, boolean fills) {
    List<List<Object>> rows = new ArrayList<>();
    Map<Integer, List<Change>> byKey = new TreeMap<>();
    for (Change change : changes) {
      if (!change.op().equals("T")) {
        byKey.computeIfAbsent(change.id(), id -> new ArrayList<>()).add(change);
      }
    }
    byKey.forEach(
        (id, ofKey) -> {
          for (Span span : spans(ofKey, tracked, fills)) {
            List<Object> row = new ArrayList<>(List.of(id));
            row.addAll(span.values);
            row.add(span.start);
            row.add(span.end);
            rows.add(row);
          }
        });
    return rows;
  }

  private static List<Span> spans(List<Change> changes, List<Integer> tracked, boolean fills) {
    // What the row is after the last change of each sequence; null when it is deleted.
    Map<Integer, List<Object>> states = new LinkedHashMap<>();
    List<Object> state = null;
    for (Change change : changes.stream().sorted(ORDER).toList()) {
      List<Object> before = state;
      state = change.op().equals("D") ? null : new ArrayList<>(change.values());
      if (state != null && before != null && fills) {
        fill(state, before);
      }
      states.put(change.at(), state);
    }
    List<Span> spans = new ArrayList<>();
    Span open = null;
    for (Map.Entry<Integer, List<Object>> at : states.entrySet()) {
      if (open != null && at.getValue() != null && same(open.values, at.getValue(), tracked)) {
        open.values = at.getValue();
        continue;
      }
      if (open != null) {
        open.end = at.getKey();
      }
      open = at.getValue() == null ? null : new Span(at.getValue(), at.getKey());
      if (open != null) {
        spans.add(open);
      }
    }
    return spans;
  }

  private static boolean same(List<Object> a, List<Object> b, List<Integer> tracked) {
    return tracked.stream().allMatch(i -> Objects.equals(a.get(i), b.get(i)));
  }
}
