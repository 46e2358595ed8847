package dev.perigon.generator.commerce;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.generator.commerce.CommerceOptions.Sizes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tickets' Delta table, read as the protocol has it. */
class TestTicketTable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final CommerceOptions DEFAULTS = CommerceOptions.defaults();

  @TempDir private Path folder;

  @Test
  void theFilesOfEachVersionHoldWhatTheChangesComeTo() throws IOException {
    Path table = table(DEFAULTS.later(20));
    Map<String, String> replayed = new TreeMap<>();
    Map<String, String> files = new TreeMap<>();
    Map<String, Integer> kinds = new TreeMap<>();

    for (int version = 0; version < 72; version++) {
      for (JsonNode action : actions(table, version)) {
        if (action.has("cdc")) {
          for (Group row : rows(file(table, action.get("cdc")))) {
            kinds.merge(row.getString("_change_type", 0), 1, Integer::sum);
            replay(row, replayed);
          }
        }
        if (action.has("remove")) {
          assertThat(files.remove(action.at("/remove/path").asText())).isNotNull();
          file(table, action.get("remove"));
        }
        if (action.has("add")) {
          files.put(action.at("/add/path").asText(), action.at("/add/stats").asText());
        }
      }
      Map<String, String> held = new TreeMap<>();
      for (Map.Entry<String, String> file : files.entrySet()) {
        List<Group> rows = rows(table.resolve(file.getKey()));
        assertThat(file.getValue()).isEqualTo("{\"numRecords\":%d}".formatted(rows.size()));
        rows.forEach(row -> held.put(row.getString("ticket_id", 0), text(row)));
      }
      assertThat(held).as("version %d", version).isEqualTo(replayed);
    }
    assertThat(kinds.keySet())
        .containsExactly("delete", "insert", "update_postimage", "update_preimage");
    assertThat(kinds.get("update_preimage")).isEqualTo(kinds.get("update_postimage"));
    assertThat(kinds.get("insert") - kinds.get("delete")).isEqualTo(replayed.size());
  }

  /** Each change must find what it says was there. */
  private static void replay(Group row, Map<String, String> tickets) {
    String id = row.getString("ticket_id", 0);
    switch (row.getString("_change_type", 0)) {
      case "insert" -> assertThat(tickets.put(id, text(row))).isNull();
      case "update_preimage" -> assertThat(tickets.get(id)).isEqualTo(text(row));
      case "update_postimage" -> assertThat(tickets.put(id, text(row))).isNotNull();
      default -> assertThat(tickets.remove(id)).isEqualTo(text(row));
    }
  }

  /** The columns of a ticket; those that are absent are null. */
  private static String text(Group row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.getType().getFieldCount(); i++) {
      if (!row.getType().getFieldName(i).equals("_change_type")) {
        values.add(row.getFieldRepetitionCount(i) == 0 ? "null" : row.getValueToString(i, 0));
      }
    }
    return String.join("|", values);
  }

  @Test
  void aVersionIsTheEndOfAWeekOrDayAndSaysSoItself() throws IOException {
    Path table = table(DEFAULTS.withSizes(Sizes.of(20)).later(1));

    assertThat(actions(table, 51).get(0).at("/commitInfo/inCommitTimestamp").asLong())
        .isEqualTo(java.time.Instant.parse("2025-10-09T23:59:59Z").toEpochMilli());
    assertThat(actions(table, 52).get(0).at("/commitInfo/inCommitTimestamp").asLong())
        .isEqualTo(java.time.Instant.parse("2025-10-10T23:59:59Z").toEpochMilli());
    assertThat(actions(table, 0)).extracting(a -> a.fieldNames().next()).contains("metaData");
    assertThat(table.resolve("_delta_log/00000000000000000053.json")).doesNotExist();
  }

  @Test
  void ofOneTicketThereAreVersionsWithoutChangesToo() throws IOException {
    Path table = table(DEFAULTS.withSizes(new Sizes(1, 1, 1, 1, 1)));

    TreeSet<Integer> sizes = new TreeSet<>();
    for (int version = 1; version < 52; version++) {
      sizes.add(actions(table, version).size());
    }
    assertThat(sizes.first()).isEqualTo(1);
  }

  private Path table(CommerceOptions options) {
    return Delivered.generate(options, folder).folder().resolve(TicketTable.FOLDER);
  }

  private static List<JsonNode> actions(Path table, int version) throws IOException {
    List<JsonNode> actions = new ArrayList<>();
    Path log = table.resolve("_delta_log/%020d.json".formatted(version));
    for (String line : Files.readAllLines(log)) {
      actions.add(JSON.readTree(line));
    }
    return actions;
  }

  /** The file of an action, as large as it says. */
  private static Path file(Path table, JsonNode action) throws IOException {
    Path file = table.resolve(action.get("path").asText());
    assertThat(Files.size(file)).isEqualTo(action.get("size").asLong());
    return file;
  }

  private static List<Group> rows(Path file) throws IOException {
    List<Group> rows = new ArrayList<>();
    try (ParquetReader<Group> reader = new Rows(new LocalInputFile(file)).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static final class Rows extends ParquetReader.Builder<Group> {
    Rows(InputFile file) {
      super(file, new PlainParquetConfiguration());
    }

    @Override
    protected ReadSupport<Group> getReadSupport() {
      return new GroupReadSupport();
    }
  }
}
