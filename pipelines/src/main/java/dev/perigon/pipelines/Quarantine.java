package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.lakehouse.Commit;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Removal;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.TableName;
import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Commits the rows that a dataset's rules hold back.
 *
 * <p>Target and quarantine are two tables and so two commits. The target's commit comes first and
 * carries, beside its cursor, the list of the files that belong into the quarantine; the
 * quarantine's commit notes whose files it took. If a crash falls between the two, the next update
 * of the dataset finds a list that was not taken and takes it. So each row that was read is in one
 * of the two tables, once, whatever happens, and even if the query was edited in between.
 */
final class Quarantine {
  /** In the target's log: what to commit. In the quarantine's: the update whose files it took. */
  static final String DOMAIN = "perigon.quarantine";

  static final String SUFFIX = "_quarantine";

  private static final String RESTORE = "restore";
  private static final String WITHOUT = "without";
  private static final String VERSION = "version";
  private static final String OPERATION = "operation";
  private static final long NO_VERSION = -1;

  private static final Map<String, String> KIND = Map.of(TableKind.PROPERTY, TableKind.QUARANTINE);

  private final Tables tables;
  private final TableName name;

  Quarantine(Tables tables, TableName name) {
    this.tables = tables;
    this.name = name;
  }

  DeltaTable table() {
    return warehouse().table(name);
  }

  private Warehouse warehouse() {
    return tables.warehouse();
  }

  /** The text that the target's commit has to carry for {@code files}. */
  Map<String, String> order(String updateId, boolean replace, List<DataFile> files) {
    ObjectNode order = Json.object();
    order.put("update", updateId);
    order.put("replace", replace);
    var list = order.putArray("files");
    files.forEach(file -> list.add(DataFileJson.write(table().location(), file)));
    return Map.of(DOMAIN, order.toString());
  }

  /**
   * The text with which the target's commit takes rows out of the quarantine.
   *
   * @param held the quarantine that {@code removed} are files of
   * @param rest staged files with the rows of {@code removed} that stay
   * @param operation as the quarantine's history shows it
   */
  Map<String, String> removal(
      String id, Snapshot held, List<DataFile> removed, List<DataFile> rest, String operation) {
    ObjectNode order = Json.object();
    order.put("update", id).put("replace", false);
    order.put(OPERATION, operation).put(VERSION, held.version());
    var list = order.putArray("files");
    rest.forEach(file -> list.add(DataFileJson.write(table().location(), file)));
    var without = order.putArray(WITHOUT);
    removed.forEach(file -> without.add(DataFileJson.path(table().location(), file.location())));
    return Map.of(DOMAIN, order.toString());
  }

  /** Whether {@code target} ordered something that is not done yet. */
  boolean isBehind(Snapshot target) {
    String text = target.cursors().get(DOMAIN);
    if (text == null) {
      return false;
    }
    JsonNode order = Json.read(text);
    Optional<String> taken = tables.find(name).flatMap(Quarantine::takenBy);
    boolean nothing =
        order.path("files").isEmpty()
            && !order.has(WITHOUT)
            && !order.has(RESTORE)
            && (!order.path("replace").asBoolean()
                || tables.find(name).map(held -> held.files().isEmpty()).orElse(true));
    return !nothing && !taken.equals(Optional.of(order.path("update").asText()));
  }

  /**
   * The text that restores the quarantine together with its target.
   *
   * @param version the quarantine's; empty when it held nothing
   */
  static String restoreOrder(String id, Optional<Long> version) {
    ObjectNode order = Json.object();
    order.put("update", id).put("replace", true).put(RESTORE, version.orElse(NO_VERSION));
    order.putArray("files");
    return order.toString();
  }

  /**
   * The files that a target ordered into {@code table}, which may not be in its log yet; none when
   * it is no quarantine.
   */
  static Set<URI> ordered(Warehouse warehouse, TableName table) {
    if (!table.table().toLowerCase(Locale.ROOT).endsWith(SUFFIX)) {
      return Set.of();
    }
    String target = table.table().substring(0, table.table().length() - SUFFIX.length());
    Set<URI> files = new HashSet<>();
    for (String name : List.of(target, target + ChangeLog.SUFFIX)) {
      warehouse
          .table(table.sibling(name))
          .snapshot()
          .map(snapshot -> snapshot.cursors().get(DOMAIN))
          .ifPresent(order -> files.addAll(ordered(warehouse.table(table), Json.read(order))));
    }
    return files;
  }

  /** The files that {@code target}'s last commit ordered into {@code quarantine}. */
  static Set<URI> orderedBy(Snapshot target, DeltaTable quarantine) {
    String order = target.cursors().get(DOMAIN);
    return order == null ? Set.of() : ordered(quarantine, Json.read(order));
  }

  private static Set<URI> ordered(DeltaTable quarantine, JsonNode order) {
    Set<URI> files = new HashSet<>();
    for (JsonNode file : order.path("files")) {
      files.add(DataFileJson.read(quarantine.location(), file).location());
    }
    long version = order.path(RESTORE).asLong(NO_VERSION);
    if (version != NO_VERSION && quarantine.snapshot().isPresent()) {
      quarantine.snapshotAt(version).files().forEach(file -> files.add(file.location()));
    }
    return files;
  }

  /** By which the quarantine knows what {@code target} ordered last. */
  static Optional<String> orderId(Snapshot target) {
    return Optional.ofNullable(target.cursors().get(DOMAIN))
        .map(order -> Json.read(order).path("update").asText());
  }

  /** The order that a quarantine took last. */
  static Optional<String> takenBy(Snapshot quarantine) {
    return Optional.ofNullable(quarantine.cursors().get(DOMAIN));
  }

  /**
   * Of rows that are held back from {@code target}; types that are wider already stay so.
   *
   * @param replaces whether nothing stays of what is there
   */
  Schema schema(Schema target, boolean replaces) {
    Schema schema = Rules.quarantine(OutputFit.nullable(target));
    return tables
        .find(name)
        .filter(existing -> !replaces)
        .map(existing -> FlowAnalyses.widened(schema, existing.schema().columns()))
        .orElse(schema);
  }

  /** Does what {@code target}'s last commit ordered, unless it is done. */
  void settle(Snapshot target) {
    String text = target.cursors().get(DOMAIN);
    if (text == null) {
      return;
    }
    JsonNode order = Json.read(text);
    String update = order.path("update").asText();
    boolean replace = order.path("replace").asBoolean();
    Optional<Snapshot> existing = tables.find(name);
    if (existing.map(s -> update.equals(s.cursors().get(DOMAIN))).orElse(false)) {
      return;
    }
    if (order.has(RESTORE)) {
      existing.ifPresent(now -> restore(now, update, order.path(RESTORE).asLong()));
      return;
    }
    List<DataFile> files = new ArrayList<>();
    for (JsonNode file : order.path("files")) {
      files.add(DataFileJson.read(table().location(), file));
    }
    if (order.has(WITHOUT)) {
      checkThere(files, update);
      takeOut(existing.orElseThrow(() -> RunErrors.quarantineGone(name, update)), order, files);
      return;
    }
    boolean nothingToDo =
        existing.isPresent() && files.isEmpty() && (!replace || existing.get().files().isEmpty());
    if (!nothingToDo) {
      checkThere(files, update);
      commit(target, existing, update, replace, files);
    }
  }

  /**
   * Makes the quarantine what it was when the order was given, but without the files that it names
   * and with {@code rest}. Only files may have been put together since: all that changes its rows
   * goes by orders.
   */
  private void takeOut(Snapshot now, JsonNode order, List<DataFile> rest) {
    String update = order.path("update").asText();
    long version = order.path(VERSION).asLong();
    boolean changed =
        table().added(version, now.version()).versions().stream()
            .anyMatch(since -> since.rewritten() || !since.files().isEmpty());
    if (changed) {
      throw QuarantineErrors.changedBetween(name, version);
    }
    Set<URI> without = new HashSet<>();
    order
        .path(WITHOUT)
        .forEach(path -> without.add(DataFileJson.location(table().location(), path.asText())));
    Map<URI, DataFile> wanted = new LinkedHashMap<>();
    table().snapshotAt(version).filesWithStatistics().stream()
        .filter(file -> !without.contains(file.location()))
        .forEach(file -> wanted.put(file.location(), file));
    List<DataFile> removed =
        now.files().stream().filter(file -> wanted.remove(file.location()) == null).toList();
    List<DataFile> added = new ArrayList<>(wanted.values());
    checkThere(added, update);
    added.addAll(rest);
    Commit commit =
        new Commit(
            Optional.of(now.version()),
            now.schema(),
            List.of(),
            now.comment(),
            KIND,
            Removal.of(removed),
            added,
            Map.of(DOMAIN, update),
            order.path(OPERATION).asText(),
            Map.of("update", update));
    tables.commit(name, commit);
  }

  /** Brings the rows back that the target's old version had left out. */
  private void restore(Snapshot now, String update, long version) {
    Map<String, String> parameters = new TreeMap<>(Map.of("update", update));
    if (version != NO_VERSION) {
      parameters.put("version", Long.toString(version));
    }
    tables.commit(
        name,
        new Commit(
            Optional.of(now.version()),
            now.schema(),
            List.of(),
            now.comment(),
            KIND,
            version == NO_VERSION ? Removal.EVERYTHING : Removal.since(version),
            List.of(),
            Map.of(DOMAIN, update),
            Restorer.OPERATION,
            parameters));
  }

  private void checkThere(List<DataFile> files, String update) {
    for (DataFile file : files) {
      if (warehouse().files().find(file.location()).isEmpty()) {
        throw RunErrors.quarantineGone(name, update);
      }
    }
  }

  private void commit(
      Snapshot target,
      Optional<Snapshot> existing,
      String update,
      boolean replace,
      List<DataFile> files) {
    Schema schema = schema(target.schema(), replace);
    Commit commit =
        new Commit(
            existing.map(Snapshot::version),
            schema,
            List.of(),
            Optional.of("Rows that the rules of the dataset hold back, with the rule and reason"),
            KIND,
            replace && existing.isPresent() ? Removal.EVERYTHING : Removal.NOTHING,
            files,
            Map.of(DOMAIN, update),
            "QUARANTINE",
            Map.of("update", update));
    tables.commit(name, commit);
  }
}
