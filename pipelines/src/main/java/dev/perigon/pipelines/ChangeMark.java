package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perigon.lakehouse.Snapshot;
import java.util.Map;
import java.util.Optional;

/**
 * Up to which version of the log a target of AUTO CDC shows its changes.
 *
 * @param log the log's table id
 * @param definition how rows are made of changes: when that is another, all rows are made anew
 */
record ChangeMark(String log, long version, String definition) {
  private static final String DOMAIN = "perigon.changes";

  static ChangeMark of(Snapshot log, ChangeQueries queries) {
    String definition =
        "%d %s by name %s"
            .formatted(
                queries.target().scdType(),
                queries.target().ignoreNullUpdates(),
                queries.target().keepsHistory() ? queries.tracked() : "");
    return new ChangeMark(log.tableId(), log.version(), definition);
  }

  /** What {@code target} shows. */
  static Optional<ChangeMark> shownBy(Snapshot target) {
    return Optional.ofNullable(target.cursors().get(DOMAIN)).map(Json::read).map(ChangeMark::read);
  }

  private static ChangeMark read(JsonNode json) {
    return new ChangeMark(
        json.path("log").asText(), json.path("version").asLong(), json.path("definition").asText());
  }

  /** The same after the log's rows came to have another version. */
  ChangeMark at(long logVersion) {
    return new ChangeMark(log, logVersion, definition);
  }

  boolean continues(ChangeMark shown) {
    return log.equals(shown.log) && version >= shown.version && definition.equals(shown.definition);
  }

  Map<String, String> cursor() {
    return Map.of(
        DOMAIN,
        Json.object()
            .put("log", log)
            .put("version", version)
            .put("definition", definition)
            .toString());
  }
}
