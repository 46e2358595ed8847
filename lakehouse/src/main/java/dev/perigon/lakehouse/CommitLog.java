package dev.perigon.lakehouse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.perigon.lakehouse.DeltaFiles.Added;
import dev.perigon.lakehouse.DeltaFiles.Detail;
import io.delta.kernel.internal.actions.DeletionVectorDescriptor;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commits of a table one by one, as other writers left them too. */
final class CommitLog {
  private static final Pattern COMMIT = Pattern.compile(".*/(\\d{20})\\.json");

  /** The operation that brings an old version back, and its parameter that says which. */
  static final String RESTORE = "RESTORE";

  static final String RESTORED = "version";

  /** Those that leave files and how they are read as they are. */
  private static final List<String> OTHER_ACTIONS =
      List.of("commitInfo", "txn", "domainMetadata", "cdc");

  private static final JsonNode NOTHING = Json.MAPPER.missingNode();

  private final URI table;
  private final URI folder;
  private final Storage storage;

  CommitLog(URI table, Storage storage) {
    this.table = table;
    this.folder = Locations.child(table, "_delta_log");
    this.storage = storage;
  }

  List<HistoryEntry> history() {
    List<HistoryEntry> newestFirst = new ArrayList<>();
    for (var commit : KernelCalls.read(table, () -> commits(0)).descendingMap().entrySet()) {
      newestFirst.add(entry(commit.getKey(), commit.getValue()));
    }
    return newestFirst;
  }

  /** The first commit after {@code version}, if its log is still there and can be read. */
  Optional<HistoryEntry> after(long version) {
    TreeMap<Long, FileStatus> commits = KernelCalls.read(table, () -> commits(version + 1));
    return commits.isEmpty()
        ? Optional.empty()
        : Optional.of(entry(commits.firstKey(), commits.firstEntry().getValue()));
  }

  AddedFiles added(long afterVersion, long untilVersion, DeltaFiles files) {
    List<AddedFiles.OfVersion> versions = new ArrayList<>();
    between(
        afterVersion + 1,
        untilVersion,
        (version, commit) -> versions.add(collect(version, commit, files)));
    return new AddedFiles(versions);
  }

  /**
   * The files that are live at version {@code until}; empty when commits since {@code earlier} are
   * gone, or changed more than which files there are.
   */
  Optional<List<DataFile>> live(
      LiveFiles.Listed earlier, long until, DeltaFiles files, Detail detail) {
    Map<URI, DataFile> live = new LinkedHashMap<>();
    earlier.files().forEach(file -> live.put(file.location(), file));
    TreeMap<Long, FileStatus> commits = KernelCalls.read(table, () -> commits(earlier.version()));
    boolean[] simple = {true};
    for (long version = earlier.version() + 1; version <= until && simple[0]; version++) {
      if (!commits.containsKey(version)) {
        return Optional.empty();
      }
      forEachAction(
          commits.get(version), action -> simple[0] &= apply(action, live, files, detail));
    }
    return simple[0] ? Optional.of(List.copyOf(live.values())) : Optional.empty();
  }

  private boolean apply(JsonNode action, Map<URI, DataFile> live, DeltaFiles files, Detail detail) {
    JsonNode add = action.path("add");
    JsonNode remove = action.path("remove");
    if (add.isObject() && !add.path("deletionVector").isObject()) {
      DataFile file = files.file(added(add), detail);
      live.put(file.location(), file);
      return true;
    }
    if (remove.isObject() && !remove.path("deletionVector").isObject()) {
      return live.remove(Locations.fromLog(table, remove.path("path").asText())) != null;
    }
    return OTHER_ACTIONS.stream().anyMatch(action::has);
  }

  /** The changes of versions {@code first} to {@code last}. */
  List<TableChange> changes(long first, long last, ChangeFeed feed) {
    List<TableChange> changes = new ArrayList<>();
    between(
        first,
        last,
        (version, commit) -> {
          List<JsonNode> actions = new ArrayList<>();
          forEachAction(commit, actions::add);
          Instant at = entry(version, commit).committedAt();
          changes.addAll(feed.of(version, at, actions));
        });
    return changes;
  }

  private void between(long first, long last, BiConsumer<Long, FileStatus> consumer) {
    TreeMap<Long, FileStatus> commits = KernelCalls.read(table, () -> commits(first));
    for (long version = first; version <= last; version++) {
      FileStatus commit = commits.get(version);
      if (commit == null) {
        throw LakehouseErrors.changesGone(table, version);
      }
      consumer.accept(version, commit);
    }
  }

  private AddedFiles.OfVersion collect(long version, FileStatus commit, DeltaFiles files) {
    List<DataFile> added = new ArrayList<>();
    boolean[] rewritten = {false};
    List<Long> broughtBack = new ArrayList<>();
    forEachAction(
        commit,
        action -> {
          restored(action.path("commitInfo")).ifPresent(broughtBack::add);
          JsonNode add = action.path("add");
          if (add.isObject() && add.path("dataChange").asBoolean(true)) {
            added.add(files.file(added(add), Detail.ROWS));
          }
          JsonNode remove = action.path("remove");
          rewritten[0] |= remove.isObject() && remove.path("dataChange").asBoolean(true);
        });
    return new AddedFiles.OfVersion(
        version, added, rewritten[0] || !broughtBack.isEmpty(), broughtBack.stream().findFirst());
  }

  /** The version that one of our commits brought back whole. */
  private static Optional<Long> restored(JsonNode info) {
    JsonNode version = info.path("operationParameters").path(RESTORED);
    return info.path("operation").asText().equals(RESTORE)
            && info.path("engineInfo").asText().startsWith("Perigon/")
            && version.asText().matches("\\d{1,18}")
        ? Optional.of(version.asLong())
        : Optional.empty();
  }

  /**
   * What commits at an instant or later say that versions which could be read then need.
   *
   * @param removed files that they took away
   * @param others files of deleted rows that they took away, and of changes that they brought
   * @param cursors texts that they stored
   * @param before the newest commit before them; empty when there is none
   */
  record Since(List<String> removed, List<URI> others, List<String> cursors, OptionalLong before) {}

  /** By any clock that tells. */
  Since since(Instant since) {
    List<String> paths = new ArrayList<>();
    List<URI> others = new ArrayList<>();
    List<String> cursors = new ArrayList<>();
    OptionalLong before = OptionalLong.empty();
    for (var entry : KernelCalls.read(table, () -> commits(0)).entrySet()) {
      FileStatus commit = entry.getValue();
      long[] time = {commit.getModificationTime()};
      List<String> old = new ArrayList<>();
      List<URI> oldOthers = new ArrayList<>();
      List<String> texts = new ArrayList<>();
      forEachAction(
          commit,
          action -> {
            text(action.path("domainMetadata").path("configuration")).ifPresent(texts::add);
            otherFile(action).ifPresent(oldOthers::add);
            JsonNode remove = action.path("remove");
            time[0] =
                Math.max(time[0], action.path("commitInfo").path("inCommitTimestamp").asLong());
            if (remove.isObject()) {
              time[0] = Math.max(time[0], remove.path("deletionTimestamp").asLong());
              old.add(remove.path("path").asText());
            }
          });
      if (time[0] >= since.toEpochMilli()) {
        paths.addAll(old);
        others.addAll(oldOthers);
        cursors.addAll(texts);
      } else {
        before = OptionalLong.of(entry.getKey());
      }
    }
    return new Since(paths, others, cursors, before);
  }

  private Optional<URI> otherFile(JsonNode action) {
    Optional<URI> changes =
        text(action.path("cdc").path("path")).map(path -> Locations.fromLog(table, path));
    return changes.or(
        () ->
            added(action.path("remove"))
                .deletionVector()
                .flatMap(deletions -> Difference.deletionFile(table, deletions)));
  }

  /** The oldest version all of whose files are there; those of the newest must be. */
  long oldestWhole(Predicate<URI> exists) {
    var newestFirst = KernelCalls.read(table, () -> commits(0)).descendingMap();
    for (var commit : newestFirst.entrySet()) {
      boolean[] lost = {false};
      forEachAction(
          commit.getValue(),
          action -> {
            JsonNode remove = action.path("remove");
            lost[0] |= remove.isObject() && !lost[0] && !isThere(remove, exists);
          });
      if (lost[0]) {
        return commit.getKey();
      }
    }
    return newestFirst.lastKey();
  }

  private boolean isThere(JsonNode file, Predicate<URI> exists) {
    return exists.test(Locations.fromLog(table, file.path("path").asText()))
        && added(file)
            .deletionVector()
            .flatMap(deletions -> Difference.deletionFile(table, deletions))
            .map(exists::test)
            .orElse(true);
  }

  /** Also of what was removed, or is a file of changes. */
  static Added added(JsonNode add) {
    Map<String, String> partition = new HashMap<>();
    add.path("partitionValues")
        .properties()
        .forEach(
            e -> partition.put(e.getKey(), e.getValue().isNull() ? null : e.getValue().asText()));
    JsonNode vector = add.path("deletionVector");
    return new Added(
        add.path("path").asText(),
        add.path("size").asLong(),
        add.path("modificationTime").asLong(),
        partition,
        text(add.path("stats")),
        vector.isObject() ? Optional.of(deletionVector(vector)) : Optional.empty(),
        text(add.path("tags").path(DeltaFiles.CLUSTERED_BY)));
  }

  private static DeletionVectorDescriptor deletionVector(JsonNode vector) {
    return new DeletionVectorDescriptor(
        vector.path("storageType").asText(),
        vector.path("pathOrInlineDv").asText(),
        vector.path("offset").isNumber()
            ? Optional.of(vector.path("offset").asInt())
            : Optional.empty(),
        vector.path("sizeInBytes").asInt(),
        vector.path("cardinality").asLong());
  }

  /** At the time that time travel goes by: not what the writer's clock said before it wrote. */
  private HistoryEntry entry(long version, FileStatus file) {
    JsonNode info = commitInfo(file);
    long time = info.path("inCommitTimestamp").asLong(file.getModificationTime());
    return new HistoryEntry(
        version,
        Instant.ofEpochMilli(time),
        info.path("operation").asText("UNKNOWN"),
        texts(info.path("operationParameters")),
        texts(info.path("operationMetrics")),
        text(info.path("engineInfo")));
  }

  private JsonNode commitInfo(FileStatus file) {
    return KernelCalls.read(
        table,
        () -> {
          try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              JsonNode info = mayBeCommitInfo(line) ? action(line).path("commitInfo") : NOTHING;
              if (!info.isMissingNode()) {
                return info;
              }
            }
            return NOTHING;
          }
        });
  }

  /** Other actions may be long, and are many. */
  private static boolean mayBeCommitInfo(String line) {
    return line.startsWith("{\"commitInfo\"") || !line.startsWith("{\"");
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object
        .properties()
        .forEach(e -> text(e.getValue()).ifPresent(value -> texts.put(e.getKey(), value)));
    return texts;
  }

  private static Optional<String> text(JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return Optional.empty();
    }
    return Optional.of(value.isValueNode() ? value.asText() : value.toString());
  }

  /** Version to file, from {@code first} on. */
  private TreeMap<Long, FileStatus> commits(long first) throws IOException {
    TreeMap<Long, FileStatus> commits = new TreeMap<>();
    String from = Locations.plain(folder) + "/%020d.json".formatted(first);
    try (CloseableIterator<FileStatus> files = storage.io().listFrom(from)) {
      while (files.hasNext()) {
        FileStatus file = files.next();
        Matcher name = COMMIT.matcher(file.getPath());
        if (name.matches()) {
          commits.put(Long.parseLong(name.group(1)), file);
        }
      }
    } catch (FileNotFoundException e) {
      throw LakehouseErrors.noTable(table);
    }
    return commits;
  }

  private void forEachAction(FileStatus file, Consumer<JsonNode> consumer) {
    KernelCalls.run(
        table,
        () -> {
          try (BufferedReader lines = open(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
              if (!line.isBlank()) {
                consumer.accept(action(line));
              }
            }
          }
        });
  }

  private static JsonNode action(String line) throws IOException {
    return Json.MAPPER.readTree(line);
  }

  private BufferedReader open(FileStatus file) throws IOException {
    InputStream stream = storage.io().newInputFile(file.getPath(), file.getSize()).newStream();
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8));
  }

  /** The transaction that wrote {@code version}; empty when there is none or it does not say. */
  Optional<String> transaction(long version) {
    TreeMap<Long, FileStatus> commits = KernelCalls.read(table, () -> commits(version));
    return Optional.ofNullable(commits.get(version))
        .flatMap(file -> text(commitInfo(file).path("txnId")));
  }
}
