package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.HistoryEntry;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a table says of its dataset's expectations: the rules stand in its properties, and each
 * commit carries how the rows that it brought did.
 */
public final class TableExpectations {
  /** Table property: a JSON list of name, predicate and action. */
  public static final String PROPERTY = "perigon.expectations";

  static final String PARAMETER = "expectations";

  private TableExpectations() {}

  /**
   * A rule of a table.
   *
   * @param predicate as written in the project
   * @param last how the rows of the newest commit did; empty when it does not say
   */
  public record Entry(
      String name, String predicate, String action, Optional<ExpectationResult> last) {}

  /** The rules that {@code table} was last written under, in order; none for other tables. */
  public static List<Entry> of(DeltaTable table, Snapshot snapshot) {
    String rules = snapshot.properties().get(PROPERTY);
    if (rules == null) {
      return List.of();
    }
    JsonNode counts = counts(table.history(), snapshot.version());
    List<Entry> entries = new ArrayList<>();
    for (JsonNode rule : Json.read(rules)) {
      String name = rule.path("name").asText();
      String action = rule.path("action").asText();
      entries.add(
          new Entry(
              name, rule.path("predicate").asText(), action, last(name, action, counts.get(name))));
    }
    return entries;
  }

  private static JsonNode counts(List<HistoryEntry> history, long version) {
    return history.stream()
        .filter(entry -> entry.version() == version)
        .findFirst()
        .map(entry -> entry.parameters().get(PARAMETER))
        .map(Json::read)
        .orElseGet(Json::object);
  }

  private static Optional<ExpectationResult> last(String name, String action, JsonNode counts) {
    if (counts == null) {
      return Optional.empty();
    }
    long evaluated = counts.path("evaluated").asLong();
    long failed = counts.path("failed").asLong();
    return Optional.of(new ExpectationResult(name, action, evaluated, evaluated - failed, failed));
  }

  /** The value of {@link #PROPERTY} for {@code rules}. */
  static String property(List<Rule> rules) {
    ArrayNode list = Json.array();
    for (Rule rule : rules) {
      list.addObject()
          .put("name", rule.name())
          .put("predicate", rule.predicate().text().strip())
          .put("action", rule.actionText());
    }
    return list.toString();
  }

  /** The value of {@link #PARAMETER} for a commit. */
  static String parameter(List<ExpectationResult> results) {
    ObjectNode counts = Json.object();
    results.forEach(
        result ->
            counts
                .putObject(result.name())
                .put("evaluated", result.evaluated())
                .put("failed", result.failed()));
    return counts.toString();
  }
}
