package dev.perigon.pipelines;

import dev.perigon.sql.query.Relation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the rows of a test that stand for records what every record of a topic has. */
final class FixtureRecords {
  private FixtureRecords() {}

  /**
   * Rows that do not say otherwise are of the only topic that is subscribed to, of its partition 0,
   * as they come, at the test's time.
   */
  static RowSet completed(RowSet rows, Relation.Topics topics, Instant asOf) {
    Optional<String> topic =
        Optional.ofNullable(topics.options().get("subscribe")).filter(t -> !t.contains(","));
    List<String> names = rows.schema().names();
    List<List<Object>> completed = new ArrayList<>();
    for (List<Object> row : rows.rows()) {
      Map<String, Object> usual =
          Map.of(
              "topic",
              topic.orElse(""),
              "partition",
              0,
              "offset",
              (long) completed.size(),
              "timestamp",
              asOf,
              "timestampType",
              0);
      List<Object> cells = new ArrayList<>(row);
      for (int i = 0; i < names.size(); i++) {
        boolean known = !names.get(i).equals("topic") || topic.isPresent();
        if (cells.get(i) == null && usual.containsKey(names.get(i)) && known) {
          cells.set(i, usual.get(names.get(i)));
        }
      }
      completed.add(Collections.unmodifiableList(cells));
    }
    return new RowSet(rows.schema(), completed);
  }
}
