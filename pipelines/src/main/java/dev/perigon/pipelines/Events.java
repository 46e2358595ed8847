package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.pipelines.UpdateLock.Killed;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.pipelines.UpdateResult.State;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Puts an update's result into rows of the event log. */
final class Events {
  private Events() {}

  static Map<EventTable, List<ObjectNode>> of(
      Project project, UpdateResult result, List<Killed> killed) {
    Map<EventTable, List<ObjectNode>> rows = new EnumMap<>(EventTable.class);
    List<ObjectNode> updates = new ArrayList<>();
    killed.forEach(before -> updates.add(killed(project, before)));
    updates.add(update(project, result));
    rows.put(EventTable.UPDATES, updates);
    rows.put(
        EventTable.FLOW_PROGRESS,
        result.datasets().stream().map(dataset -> progress(result, dataset)).toList());
    rows.put(
        EventTable.TOPIC_PROGRESS,
        result.datasets().stream().flatMap(dataset -> topics(result, dataset)).toList());
    List<ObjectNode> expectations = new ArrayList<>();
    for (DatasetResult dataset : result.datasets()) {
      if (dataset.state() != State.UNCHANGED) { // counted by the update that computed it
        dataset
            .expectations()
            .forEach(expectation -> expectations.add(counts(result, dataset, expectation)));
      }
    }
    rows.put(EventTable.EXPECTATIONS, expectations);
    return rows;
  }

  private static ObjectNode killed(Project project, Killed before) {
    return Json.object()
        .put("update_id", before.updateId())
        .put("project", project.name())
        .put("state", "KILLED")
        .put("started_at", before.startedAt().toString());
  }

  private static ObjectNode update(Project project, UpdateResult result) {
    ObjectNode row =
        Json.object()
            .put("update_id", result.updateId())
            .put("project", project.name())
            .put("state", (result.error().isEmpty() ? State.COMPLETED : State.FAILED).name())
            .put("started_at", result.startedAt().toString())
            .put("as_of", result.asOf().toString())
            .put("seconds", result.duration().toNanos() / 1e9)
            .put("datasets", (int) completed(result).count())
            .put("rows", completed(result).mapToLong(DatasetResult::rows).sum());
    result
        .error()
        .ifPresent(error -> row.put("error_code", error.code().name()).put("error", logged(error)));
    return row;
  }

  /** With its place, without customers' keys. */
  private static String logged(PerigonException error) {
    String text = RunErrors.withoutKeys(error.getMessage());
    String place = error.origin().map(Origin::toString).orElse("");
    return text.contains(place) ? text : text + " (" + place + ")";
  }

  private static Stream<DatasetResult> completed(UpdateResult result) {
    return result.datasets().stream().filter(dataset -> dataset.state() == State.COMPLETED);
  }

  private static ObjectNode progress(UpdateResult update, DatasetResult dataset) {
    ObjectNode row =
        Json.object()
            .put("update_id", update.updateId())
            .put("dataset", dataset.name().toString())
            .put("kind", dataset.kind().name())
            .put("layer", dataset.layer())
            .put("state", dataset.state().name())
            .put("rows", dataset.rows())
            .put("seconds", dataset.duration().toNanos() / 1e9)
            .put("files_compacted", dataset.compacted().before());
    if (dataset.state() == State.COMPLETED && !dataset.duration().isZero()) {
      row.put("rows_per_second", dataset.rows() * 1e9 / dataset.duration().toNanos());
    }
    dataset.intake().ifPresent(intake -> times(row, intake));
    dataset.version().ifPresent(version -> row.put("version", version));
    dataset.keys().ifPresent(keys -> row.put("keys", keys));
    ObjectNode read = Json.object();
    new TreeMap<>(dataset.versionsRead())
        .forEach((table, version) -> read.put(table.toString(), version));
    row.put("versions_read", read.toString());
    if (!dataset.notes().isEmpty()) {
      row.put("note", String.join("\n", dataset.notes()));
    }
    dataset.error().ifPresent(error -> row.put("error", logged(error)));
    return row;
  }

  private static void times(ObjectNode row, Intake intake) {
    row.put("committed_at", intake.committedAt().toString());
    intake
        .times()
        .ifPresent(
            times ->
                row.put("oldest_record", times.oldest().toString())
                    .put("newest_record", times.newest().toString()));
  }

  private static Stream<ObjectNode> topics(UpdateResult update, DatasetResult dataset) {
    return dataset.intake().stream()
        .flatMap(intake -> intake.partitions().stream())
        .map(
            range ->
                Json.object()
                    .put("update_id", update.updateId())
                    .put("dataset", dataset.name().toString())
                    .put("topic", range.topic())
                    .put("partition", range.partition())
                    .put("from_offset", range.from())
                    .put("until_offset", range.until())
                    .put("latest_offset", range.latest())
                    .put("lag", range.lag()));
  }

  private static ObjectNode counts(
      UpdateResult update, DatasetResult dataset, ExpectationResult expectation) {
    return Json.object()
        .put("update_id", update.updateId())
        .put("dataset", dataset.name().toString())
        .put("expectation", expectation.name())
        .put("action", expectation.action())
        .put("evaluated", expectation.evaluated())
        .put("passed", expectation.passed())
        .put("failed", expectation.failed());
  }
}
