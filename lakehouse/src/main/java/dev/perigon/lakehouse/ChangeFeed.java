package dev.perigon.lakehouse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perigon.lakehouse.DeltaFiles.Detail;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Rows changed by versions of a table, as Delta's protocol has it: from the files of changes where
 * a version has some, else from the files that it added and removed, and their deletion vectors.
 */
final class ChangeFeed {
  /** The table's property that keeps changes. */
  static final String PROPERTY = "delta.enableChangeDataFeed";

  private final URI table;
  private final DeltaFiles files;
  private boolean enabled;

  /**
   * @param enabled whether changes are kept at the first version
   */
  ChangeFeed(URI table, DeltaFiles files, boolean enabled) {
    this.table = table;
    this.files = files;
    this.enabled = enabled;
  }

  /** What one commit says. */
  private static final class Actions {
    private final Map<String, JsonNode> added = new LinkedHashMap<>();
    private final Map<String, JsonNode> removed = new LinkedHashMap<>();
    private final List<JsonNode> changed = new ArrayList<>();
  }

  List<TableChange> of(long version, Instant committedAt, List<JsonNode> commit) {
    Actions actions = new Actions();
    commit.forEach(action -> sort(action, actions));
    List<TableChange> changes = new ArrayList<>();
    if (!actions.changed.isEmpty()) {
      List<DataFile> told = actions.changed.stream().map(this::file).toList();
      changes.add(new TableChange(version, committedAt, Optional.empty(), told));
      return changes;
    }
    if (!actions.removed.isEmpty() && !enabled) {
      throw LakehouseErrors.changesNotKept(table, version);
    }
    List<DataFile> inserted = new ArrayList<>();
    List<DataFile> deleted = new ArrayList<>();
    actions.added.forEach(
        (path, add) -> {
          JsonNode remove = actions.removed.remove(path);
          if (remove == null) {
            inserted.add(file(add));
          } else {
            compare(file(remove), file(add), inserted, deleted);
          }
        });
    actions.removed.values().forEach(remove -> deleted.add(file(remove)));
    add(TableChange.INSERT, inserted, version, committedAt, changes);
    add(TableChange.DELETE, deleted, version, committedAt, changes);
    return changes;
  }

  private static void add(
      String type, List<DataFile> files, long version, Instant at, List<TableChange> changes) {
    if (!files.isEmpty()) {
      changes.add(new TableChange(version, at, Optional.of(type), files));
    }
  }

  private void sort(JsonNode action, Actions actions) {
    JsonNode add = action.path("add");
    if (add.isObject() && add.path("dataChange").asBoolean(true)) {
      actions.added.put(add.path("path").asText(), add);
    }
    JsonNode remove = action.path("remove");
    if (remove.isObject() && remove.path("dataChange").asBoolean(true)) {
      actions.removed.put(remove.path("path").asText(), remove);
    }
    if (action.path("cdc").isObject()) {
      actions.changed.add(action.path("cdc"));
    }
    JsonNode configuration = action.path("metaData").path("configuration");
    if (configuration.isObject()) {
      enabled = configuration.path(PROPERTY).asText("false").equals("true");
    }
  }

  private DataFile file(JsonNode action) {
    if (!action.path("size").isNumber()) {
      throw LakehouseErrors.unsupportedTable(
          table, "its log does not say how large the files are that it removed");
    }
    return files.file(CommitLog.added(action), Detail.ROWS);
  }

  /** The same file with other deletion vectors. */
  private void compare(
      DataFile before, DataFile after, List<DataFile> inserted, List<DataFile> deleted) {
    long rows =
        after
            .statistics()
            .or(before::statistics)
            .orElseThrow(
                () ->
                    LakehouseErrors.unsupportedTable(
                        table, "its log does not say how many rows a file has"))
            .rows();
    only(after, minus(after.deletedRows(), before.deletedRows()), rows).ifPresent(deleted::add);
    only(after, minus(before.deletedRows(), after.deletedRows()), rows).ifPresent(inserted::add);
  }

  private static long[] minus(long[] some, long[] others) {
    return Arrays.stream(some).filter(row -> Arrays.binarySearch(others, row) < 0).toArray();
  }

  /** The file as if all rows but these were deleted. */
  private static Optional<DataFile> only(DataFile file, long[] kept, long rows) {
    if (kept.length == 0) {
      return Optional.empty();
    }
    long[] rest =
        LongStream.range(0, rows).filter(row -> Arrays.binarySearch(kept, row) < 0).toArray();
    return Optional.of(
        new DataFile(
            file.location(),
            file.size(),
            file.modified(),
            file.partitionValues(),
            file.statistics(),
            rest));
  }
}
