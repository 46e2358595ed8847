package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.engine.kafka.PartitionOffsets;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SchemaJson;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a flow has read, kept in its target's log in the same commits as the rows. Which files it
 * has read stands in lists beside the table, which the log names.
 *
 * @param tables what was read of tables, by name
 * @param lists names of the lists of files, oldest first
 * @param schemas what sources were like, by name: tables, and files that declare no schema
 * @param topics what was read of topics
 * @param shards what was read of streams of Kinesis
 * @param done for flows that run once
 */
record Cursor(
    Map<String, TableMark> tables,
    List<FileList> lists,
    Map<String, Schema> schemas,
    Optional<TopicMark> topics,
    Optional<ShardMark> shards,
    boolean done) {
  private static final String HEAD = "perigon.flow.";

  /** Nothing read. */
  static final Cursor START =
      new Cursor(Map.of(), List.of(), Map.of(), Optional.empty(), Optional.empty(), false);

  /** Among the schemas: what the flow's query gave, where several flows fill a table. */
  static final String OUTPUT = "output";

  Cursor {
    tables = Map.copyOf(tables);
    lists = List.copyOf(lists);
    schemas = Map.copyOf(schemas);
  }

  /**
   * Which table was read, and up to which version.
   *
   * @param files of the first version read, how many of it when not all
   */
  record TableMark(String id, long version, Optional<Long> files) {}

  /**
   * How far topics were read.
   *
   * @param cluster the id of their brokers
   * @param ids of the topics: another one for a topic that was made anew
   * @param offsets by topic and partition: the first that was not read
   */
  record TopicMark(
      String cluster, Map<String, String> ids, Map<String, Map<Integer, Long>> offsets) {
    TopicMark {
      ids = Map.copyOf(ids);
      Map<String, Map<Integer, Long>> copy = new TreeMap<>();
      offsets.forEach((topic, partitions) -> copy.put(topic, new TreeMap<>(partitions)));
      offsets = Collections.unmodifiableMap(copy);
    }

    boolean madeAnew(PartitionOffsets partition) {
      return !ids.getOrDefault(partition.topic(), partition.topicId()).equals(partition.topicId());
    }

    Optional<Long> offset(PartitionOffsets partition) {
      return Optional.ofNullable(
          offsets.getOrDefault(partition.topic(), Map.of()).get(partition.partition()));
    }

    /** The same once {@code ends} are reached; a topic that was made anew has no older offsets. */
    TopicMark after(Map<PartitionOffsets, Long> ends) {
      Map<String, Map<Integer, Long>> all = new TreeMap<>();
      offsets.forEach((topic, partitions) -> all.put(topic, new TreeMap<>(partitions)));
      Map<String, String> allIds = new TreeMap<>(ids);
      ends.keySet().stream().filter(this::madeAnew).forEach(anew -> all.remove(anew.topic()));
      ends.forEach(
          (partition, end) -> {
            allIds.put(partition.topic(), partition.topicId());
            all.computeIfAbsent(partition.topic(), t -> new TreeMap<>())
                .put(partition.partition(), end);
          });
      return new TopicMark(cluster, allIds, all);
    }
  }

  /** A list of files that were read, by its name beside the table. */
  record FileList(String name, long files) {}

  /** Reads the cursor of {@code flow} from its target's texts. */
  static Cursor of(Map<String, String> texts, String flow) {
    String head = texts.get(headDomain(flow));
    if (head == null) {
      return START;
    }
    JsonNode json = Json.read(head);
    if (json.path("chunks").asInt() > 0) {
      throw StreamErrors.oldCursor(flow);
    }
    Map<String, TableMark> tables = new HashMap<>();
    json.path("tables").properties().forEach(e -> tables.put(e.getKey(), mark(e.getValue())));
    return new Cursor(
        tables,
        lists(json),
        schemas(texts, flow),
        topics(json.path("topics")),
        ShardMark.read(json.path("shards")),
        json.path("done").asBoolean());
  }

  /** Names of the lists in one text that a table's log keeps, whatever it is. */
  static List<String> listsIn(String text) {
    return text.startsWith("{") && text.contains("\"lists\"")
        ? lists(Json.read(text)).stream().map(FileList::name).toList()
        : List.of();
  }

  /** The lists that any flow has in its target's texts. */
  static List<FileList> lists(Map<String, String> texts) {
    List<FileList> lists = new ArrayList<>();
    texts.forEach(
        (domain, text) -> {
          if (domain.startsWith(HEAD)) {
            lists.addAll(lists(Json.read(text)));
          }
        });
    return lists;
  }

  private static List<FileList> lists(JsonNode head) {
    List<FileList> lists = new ArrayList<>();
    head.path("lists")
        .forEach(
            list ->
                lists.add(new FileList(list.path("name").asText(), list.path("files").asLong())));
    return lists;
  }

  private static Optional<TopicMark> topics(JsonNode mark) {
    if (mark.isMissingNode()) {
      return Optional.empty();
    }
    Map<String, String> ids = new TreeMap<>();
    mark.path("ids").properties().forEach(id -> ids.put(id.getKey(), id.getValue().asText()));
    Map<String, Map<Integer, Long>> offsets = new TreeMap<>();
    for (var topic : mark.path("offsets").properties()) {
      Map<Integer, Long> partitions = new TreeMap<>();
      topic
          .getValue()
          .properties()
          .forEach(p -> partitions.put(Integer.parseInt(p.getKey()), p.getValue().asLong()));
      offsets.put(topic.getKey(), partitions);
    }
    return Optional.of(new TopicMark(mark.path("cluster").asText(), ids, offsets));
  }

  private static TableMark mark(JsonNode mark) {
    return new TableMark(
        mark.path("id").asText(),
        mark.path("version").asLong(),
        mark.has("files") ? Optional.of(mark.path("files").asLong()) : Optional.empty());
  }

  private static Map<String, Schema> schemas(Map<String, String> texts, String flow) {
    Map<String, Schema> schemas = new HashMap<>();
    String text = texts.get(schemaDomain(flow));
    if (text != null) {
      Json.read(text)
          .properties()
          .forEach(e -> schemas.put(e.getKey(), SchemaJson.read(e.getValue())));
    }
    return schemas;
  }

  boolean isStart() {
    return equals(START);
  }

  Optional<TableMark> table(String table) {
    return Optional.ofNullable(tables.get(table));
  }

  /** What the source was like when it was last read. */
  Optional<Schema> schema(String source) {
    return Optional.ofNullable(schemas.get(source));
  }

  /** The same once {@code news} has been read too. */
  Cursor after(News news) {
    Map<String, TableMark> allTables = new TreeMap<>(tables);
    allTables.putAll(news.tables());
    Map<String, Schema> allSchemas = new TreeMap<>(schemas);
    allSchemas.putAll(news.schemas());
    return new Cursor(
        allTables,
        news.lists(),
        allSchemas,
        news.topics().or(() -> topics),
        news.shards().or(() -> shards),
        news.done());
  }

  /** The texts to commit; {@code before} tells which of them are there already. */
  Map<String, String> texts(String flow, Cursor before) {
    Map<String, String> texts = new TreeMap<>();
    ObjectNode head = Json.object();
    ObjectNode versions = head.putObject("tables");
    new TreeMap<>(tables)
        .forEach(
            (name, mark) -> {
              ObjectNode node = versions.putObject(name);
              node.put("id", mark.id()).put("version", mark.version());
              mark.files().ifPresent(files -> node.put("files", files));
            });
    var listed = head.putArray("lists");
    lists.forEach(list -> listed.addObject().put("name", list.name()).put("files", list.files()));
    topics.ifPresent(mark -> write(mark, head.putObject("topics")));
    shards.ifPresent(mark -> mark.write(head.putObject("shards")));
    head.put("done", done);
    texts.put(headDomain(flow), head.toString());
    if (!schemas.equals(before.schemas)) {
      ObjectNode all = Json.object();
      new TreeMap<>(schemas).forEach((name, schema) -> all.set(name, SchemaJson.write(schema)));
      texts.put(schemaDomain(flow), all.toString());
    }
    return texts;
  }

  private static void write(TopicMark mark, ObjectNode node) {
    ObjectNode ids = node.put("cluster", mark.cluster()).putObject("ids");
    new TreeMap<>(mark.ids()).forEach(ids::put);
    ObjectNode topics = node.putObject("offsets");
    mark.offsets()
        .forEach(
            (topic, offsets) -> {
              ObjectNode partitions = topics.putObject(topic);
              offsets.forEach((number, offset) -> partitions.put(number.toString(), offset));
            });
  }

  private static String headDomain(String flow) {
    return HEAD + flow.toLowerCase(Locale.ROOT);
  }

  private static String schemaDomain(String flow) {
    return "perigon.schemas." + flow.toLowerCase(Locale.ROOT);
  }

  /** What one run of a flow reads for the first time; {@code lists} are all there are then. */
  record News(
      Map<String, TableMark> tables,
      List<FileList> lists,
      Map<String, Schema> schemas,
      Optional<TopicMark> topics,
      Optional<ShardMark> shards,
      boolean done) {}
}
