package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.kafka.KafkaOptions;
import dev.perigon.engine.kafka.KafkaTopics;
import dev.perigon.engine.kinesis.KinesisOptions;
import dev.perigon.engine.kinesis.KinesisStreams;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** The files behind {@code read_files}, listed once per update so that all flows see the same. */
final class Sources {
  static final String DELTA = "delta";

  /** Clocks of file systems may go by seconds. */
  private static final Duration GRAIN = Duration.ofSeconds(2);

  /** Files of a source whose list may stay in memory from update to update. */
  private static final int REMEMBERED = 1000;

  private final Instant openedAt = Instant.now();
  private final Warehouse warehouse;
  private final URI data;
  private final Analyses analyses;
  private final Function<KafkaOptions, KafkaTopics> brokers;
  private final Map<URI, List<StoredFile>> listed = new ConcurrentHashMap<>();
  private final Map<Map<String, String>, KafkaTopics> topics = new ConcurrentHashMap<>();
  private final Map<Map<String, String>, KinesisStreams> streams = new ConcurrentHashMap<>();
  private final Map<String, FlowSources> flows = new ConcurrentHashMap<>();

  Sources(Warehouse warehouse, URI data, Analyses analyses) {
    this(warehouse, data, analyses, KafkaTopics::now);
  }

  /**
   * @param brokers asks them what topics hold
   */
  Sources(
      Warehouse warehouse,
      URI data,
      Analyses analyses,
      Function<KafkaOptions, KafkaTopics> brokers) {
    this.brokers = brokers;
    this.warehouse = warehouse;
    this.data = data;
    this.analyses = analyses;
  }

  URI data() {
    return data;
  }

  /** How cursors name a file: relative to the data folder, so that a project can be moved. */
  String key(URI file) {
    String base = data.getPath().endsWith("/") ? data.getPath() : data.getPath() + "/";
    boolean below =
        Objects.equals(data.getScheme(), file.getScheme())
            && Objects.equals(data.getAuthority(), file.getAuthority())
            && file.getPath().startsWith(base);
    return below ? file.getPath().substring(base.length()) : file.toString();
  }

  /** The files there are now; a path that is no pattern must exist. */
  List<StoredFile> list(Relation.Files source) {
    SourcePath path = SourcePath.of(data, source.path());
    FileStore store = warehouse.files();
    List<StoredFile> files =
        listed.computeIfAbsent(
            path.location(), place -> store.list(place, new SourceLinks(source, data, place)));
    if (files.isEmpty() && !path.isPattern() && !isEmptyFolder(path.location())) {
      throw UpdateErrors.missingFiles(source, path.location());
    }
    return files;
  }

  /**
   * Whether another content of {@code file} would have another time: one that was just written may
   * be written again in the same tick of its clock.
   */
  boolean isSettled(StoredFile file) {
    return file.modified() < openedAt.minus(GRAIN).toEpochMilli();
  }

  private boolean isEmptyFolder(URI location) {
    return warehouse.files().isLocal(location) && Files.isDirectory(Path.of(location));
  }

  /** What the topics hold, asked once, so that an update ends however fast records come. */
  TopicReading topics(Relation.Topics source) {
    KafkaOptions options = options(source);
    try {
      KafkaTopics now = topics.computeIfAbsent(source.options(), all -> brokers.apply(options));
      return new TopicReading(source, options, now);
    } catch (PerigonException e) {
      throw TopicErrors.placed(e, source);
    }
  }

  /** The arguments of {@code read_kafka}, checked. */
  static KafkaOptions options(Relation.Topics source) {
    try {
      return KafkaOptions.of(source.options(), source.streaming());
    } catch (PerigonException e) {
      throw TopicErrors.placed(e, source);
    }
  }

  /** Which shards there are, asked once. */
  ShardReading shards(Relation.Shards source) {
    KinesisOptions options = options(source);
    try {
      KinesisStreams now =
          streams.computeIfAbsent(source.options(), all -> KinesisStreams.now(options));
      return new ShardReading(source, options, now);
    } catch (PerigonException e) {
      throw ShardErrors.placed(e, source);
    }
  }

  /** The arguments of {@code read_kinesis}, checked. */
  static KinesisOptions options(Relation.Shards source) {
    try {
      return KinesisOptions.of(source.options(), source.streaming());
    } catch (PerigonException e) {
      throw ShardErrors.placed(e, source);
    }
  }

  /** Declared with the option {@code schema}, or found in the files. */
  Schema schema(Relation.Files source, Supplier<Engine> engine) {
    if (source.format().equals(DELTA)) {
      Schema rows = delta(source).schema();
      return ReadOptions.of(source).changes() ? ChangeSlices.schema(rows) : rows;
    }
    Optional<Schema> declared = declared(source);
    if (declared.isPresent()) {
      return rescuing(source, declared.get());
    }
    List<StoredFile> files = list(source);
    if (files.isEmpty()) {
      return rescuing(source, hinted(source));
    }
    var toLookInto =
        new SourceFiles(source.format(), readerOptions(source), new Schema(List.of()), files);
    boolean stay = files.size() <= REMEMBERED && files.stream().allMatch(this::isSettled);
    Schema found =
        stay ? analyses.columns(source, toLookInto, engine) : engine.get().infer(toLookInto);
    return rescuing(source, hinted(source, found));
  }

  /** For readers of files that are read whole. */
  static Map<String, String> readerOptions(Relation.Files source) {
    return ReadOptions.of(source).rest();
  }

  Optional<Schema> declared(Relation.Files source) {
    return Optional.ofNullable(source.options().get("schema"))
        .map(ddl -> analyses.schema(new SqlText(ddl, source.origin())));
  }

  /** What option {@code schemaHints} says, while there is no file to look at. */
  Schema hinted(Relation.Files source) {
    Schema hints = hinted(source, new Schema(List.of()));
    if (hints.columns().isEmpty()) {
      throw UpdateErrors.nothingToInfer(source);
    }
    return hints;
  }

  /** What was found in files, with the types that option {@code schemaHints} knows better. */
  Schema hinted(Relation.Files source, Schema found) {
    String ddl = source.options().get("schemahints");
    if (ddl == null) {
      return found;
    }
    Schema hints = analyses.schema(new SqlText(ddl, source.origin()));
    List<Column> columns = new ArrayList<>();
    found.columns().forEach(c -> columns.add(hints.find(c.name()).orElse(c)));
    hints.columns().stream()
        .filter(hint -> found.find(hint.name()).isEmpty())
        .forEach(columns::add);
    return new Schema(columns);
  }

  private static Schema rescuing(Relation.Files source, Schema declared) {
    Optional<String> rescued = ReadOptions.of(source).rescued();
    if (rescued.isEmpty() || declared.find(rescued.get()).isPresent()) {
      return declared;
    }
    List<Column> columns = new ArrayList<>(declared.columns());
    columns.add(Column.of(rescued.get(), SqlType.Scalar.STRING));
    return new Schema(columns);
  }

  /** What {@code place}'s flow has not read, as it is at {@code place}'s cursor. */
  FlowSources of(FlowPlace place) {
    return flows
        .computeIfAbsent(
            place.target() + " " + place.flow(),
            k -> new FlowSources(this, warehouse.files(), place))
        .at(place.cursor());
  }

  /** The table that {@code read_files(…, format => 'delta')} names. */
  Snapshot delta(Relation.Files source) {
    URI location = SourcePath.of(data, source.path()).location();
    new SourceLinks(source, data, location).accept(location);
    return warehouse
        .tableAt(location)
        .snapshot()
        .orElseThrow(() -> UpdateErrors.missingFiles(source, location));
  }
}
