package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How far a flow has read, kept in its target's log in the same commits as the rows. The head says
 * which versions of tables were read and how many chunks there are; each commit that read files
 * adds one chunk that lists them, so that a commit writes its own news only.
 *
 * @param tables what was read of tables, by name
 * @param files files read, by path
 * @param done for flows that run once
 */
record Cursor(
    Map<String, TableMark> tables, Map<String, FileMark> files, int chunks, boolean done) {
  /** Nothing read. */
  static final Cursor START = new Cursor(Map.of(), Map.of(), 0, false);

  Cursor {
    tables = Map.copyOf(tables);
    files = Map.copyOf(files);
  }

  /** Which table was read, and up to which version. */
  record TableMark(String id, long version) {}

  /** What a file was like when it was read. */
  record FileMark(long size, long modified) {}

  /** Reads the cursor of {@code flow} from its target's texts. */
  static Cursor of(Map<String, String> texts, String flow) {
    String head = texts.get(headDomain(flow));
    if (head == null) {
      return START;
    }
    JsonNode json = Json.read(head);
    Map<String, TableMark> tables = new HashMap<>();
    json.path("tables")
        .properties()
        .forEach(
            e ->
                tables.put(
                    e.getKey(),
                    new TableMark(
                        e.getValue().path("id").asText(), e.getValue().path("version").asLong())));
    int chunks = json.path("chunks").asInt();
    Map<String, FileMark> files = new HashMap<>();
    for (int i = 0; i < chunks; i++) {
      String chunk = texts.get(chunkDomain(flow, i));
      if (chunk == null) {
        throw new IllegalStateException("Chunk %d of the cursor of %s is gone".formatted(i, flow));
      }
      for (JsonNode file : Json.read(chunk)) {
        FileMark mark = new FileMark(file.get(1).asLong(), file.get(2).asLong());
        files.put(file.get(0).asText(), mark);
      }
    }
    return new Cursor(tables, files, chunks, json.path("done").asBoolean());
  }

  Optional<TableMark> table(String table) {
    return Optional.ofNullable(tables.get(table));
  }

  /** The texts to commit once {@code news} has been read too. */
  Map<String, String> after(String flow, News news) {
    Map<String, String> texts = new TreeMap<>();
    ObjectNode head = Json.object();
    ObjectNode versions = head.putObject("tables");
    Map<String, TableMark> all = new TreeMap<>(tables);
    all.putAll(news.tables());
    all.forEach(
        (name, mark) ->
            versions.putObject(name).put("id", mark.id()).put("version", mark.version()));
    head.put("chunks", news.files().isEmpty() ? chunks : chunks + 1);
    head.put("done", news.done());
    texts.put(headDomain(flow), head.toString());
    if (!news.files().isEmpty()) {
      texts.put(chunkDomain(flow, chunks), list(news.files()));
    }
    return texts;
  }

  private static String list(Map<String, FileMark> files) {
    ArrayNode list = Json.array();
    new TreeMap<>(files)
        .forEach((path, mark) -> list.addArray().add(path).add(mark.size()).add(mark.modified()));
    return list.toString();
  }

  private static String headDomain(String flow) {
    return "perigon.flow." + flow.toLowerCase(Locale.ROOT);
  }

  private static String chunkDomain(String flow, int chunk) {
    return "perigon.files.%s.%d".formatted(flow.toLowerCase(Locale.ROOT), chunk);
  }

  /** What one run of a flow reads for the first time. */
  record News(Map<String, TableMark> tables, Map<String, FileMark> files, boolean done) {}
}
