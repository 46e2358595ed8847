package dev.perigon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * A Delta table that another program writes: each version changes some of its rows, and keeps the
 * changes.
 */
final class ForeignTable {
  private static final String PROTOCOL =
      """
      {"protocol":{"minReaderVersion":1,"minWriterVersion":4}}
      {"metaData":{"id":"7d3c5d0e-0000-4000-8000-000000000001","format":{"provider":"parquet",\
      "options":{}},"schemaString":"{\\"type\\":\\"struct\\",\\"fields\\":[{\\"name\\":\\"id\\",\
      \\"type\\":\\"integer\\",\\"nullable\\":true,\\"metadata\\":{}},{\\"name\\":\\"v\\",\
      \\"type\\":\\"integer\\",\\"nullable\\":true,\\"metadata\\":{}}]}","partitionColumns":[],\
      "configuration":{"delta.enableChangeDataFeed":"true"},"createdTime":1}}
      """;

  private final Path folder;
  private final TreeMap<Integer, Integer> rows = new TreeMap<>();
  private final List<String> told = new ArrayList<>();
  private long version;
  private String removal = "";

  ForeignTable(Path folder) throws IOException {
    this.folder = folder;
    commit(PROTOCOL);
  }

  /** What a reader of all changes since version 1 must see, sorted. */
  List<String> told() {
    return told.stream().sorted().toList();
  }

  /** One more version, in which some rows are new, others or gone. */
  void change(Random random) throws IOException {
    List<String> changes = new ArrayList<>();
    for (int id : random.ints(4, 0, 12).distinct().toArray()) {
      Integer before = rows.get(id);
      if (before == null) {
        rows.put(id, random.nextInt(1000));
        changes.add(row(id, rows.get(id), "insert"));
      } else if (random.nextInt(3) == 0) {
        rows.remove(id);
        changes.add(row(id, before, "delete"));
      } else {
        rows.put(id, before + 1);
        changes.add(row(id, before, "update_preimage"));
        changes.add(row(id, before + 1, "update_postimage"));
      }
    }
    write(changes);
  }

  private String row(int id, int v, String type) {
    told.add("[%d, %d, %s, %d]".formatted(id, v, type, version));
    return "(%d::INTEGER, %d::INTEGER, '%s')".formatted(id, v, type);
  }

  private void write(List<String> changes) throws IOException {
    String feed = "_change_data/cdc-%d.parquet".formatted(version);
    Parquet.write(folder.resolve(feed), "FROM (VALUES %s) AS t(id, v, _change_type)", changes);
    String actions = removal + "{\"cdc\":{%s,\"dataChange\":false}}\n".formatted(file(feed));
    removal = "";
    if (!rows.isEmpty()) {
      String data = "part-%d.parquet".formatted(version);
      List<String> all = new ArrayList<>();
      rows.forEach((id, v) -> all.add("(%d::INTEGER, %d::INTEGER)".formatted(id, v)));
      Parquet.write(folder.resolve(data), "FROM (VALUES %s) AS t(id, v)", all);
      actions +=
          "{\"add\":{%s,\"modificationTime\":1,\"dataChange\":true}}\n".formatted(file(data));
      removal =
          "{\"remove\":{%s,\"deletionTimestamp\":1,\"dataChange\":true,\"extendedFileMetadata\":true}}\n"
              .formatted(file(data));
    }
    commit(actions);
  }

  private String file(String path) throws IOException {
    return "\"path\":\"%s\",\"partitionValues\":{},\"size\":%d"
        .formatted(path, Files.size(folder.resolve(path)));
  }

  private void commit(String actions) throws IOException {
    String info =
        "{\"commitInfo\":{\"timestamp\":%d,\"operation\":\"WRITE\"}}\n"
            .formatted(1_700_000_000_000L + version);
    Path log = Files.createDirectories(folder.resolve("_delta_log"));
    Path hidden = Files.writeString(log.resolve(".next"), info + actions);
    Files.move(
        hidden, log.resolve("%020d.json".formatted(version++)), StandardCopyOption.ATOMIC_MOVE);
  }
}
