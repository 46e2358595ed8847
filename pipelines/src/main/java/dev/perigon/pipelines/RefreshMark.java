package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a materialized view was computed from, kept in its log with the rows: when all of that is
 * the same, so are its rows.
 *
 * @param definition everything but the inputs: {@link RefreshDefinition}
 * @param inputs in the query's order
 * @param version of the view that shows this
 * @param expectations how its rows did
 */
record RefreshMark(
    String definition, List<InputMark> inputs, long version, List<ExpectationResult> expectations) {
  private static final String DOMAIN = "perigon.refresh";

  RefreshMark {
    inputs = List.copyOf(inputs);
    expectations = List.copyOf(expectations);
  }

  /** What {@code target} shows; empty when that cannot be told. */
  static Optional<RefreshMark> shownBy(Snapshot target) {
    return Optional.ofNullable(target.cursors().get(DOMAIN)).map(Json::read).map(RefreshMark::read);
  }

  RefreshMark with(List<ExpectationResult> counted) {
    return new RefreshMark(definition, inputs, version, counted);
  }

  private static RefreshMark read(JsonNode json) {
    List<InputMark> inputs = new ArrayList<>();
    json.path("inputs").forEach(input -> inputs.add(InputMark.read(input)));
    List<ExpectationResult> expectations = new ArrayList<>();
    for (JsonNode rule : json.path("expectations")) {
      long evaluated = rule.path("evaluated").asLong();
      long failed = rule.path("failed").asLong();
      expectations.add(
          new ExpectationResult(
              rule.path("name").asText(),
              rule.path("action").asText(),
              evaluated,
              evaluated - failed,
              failed));
    }
    return new RefreshMark(
        json.path("definition").asText(), inputs, json.path("version").asLong(), expectations);
  }

  Map<String, String> cursor() {
    ObjectNode json = Json.object().put("definition", definition).put("version", version);
    ArrayNode read = json.putArray("inputs");
    inputs.forEach(input -> read.add(input.write()));
    ArrayNode rules = json.putArray("expectations");
    for (ExpectationResult rule : expectations) {
      rules
          .addObject()
          .put("name", rule.name())
          .put("action", rule.action())
          .put("evaluated", rule.evaluated())
          .put("failed", rule.failed());
    }
    return Map.of(DOMAIN, json.toString());
  }
}
