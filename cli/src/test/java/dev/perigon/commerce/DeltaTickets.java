package dev.perigon.commerce;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A support system's Delta table with change data feed, written by hand as the protocol has it. */
record DeltaTickets(Path table) {
  private static final String COLUMNS =
      "ticket_id, customer_id, subject, body, category, priority, status, created_at, resolved_at,"
          + " agent_id, satisfaction_score";

  private static String one() {
    return row("TKT-1", "open", "null");
  }

  private static String two() {
    return row("TKT-2", "open", "null");
  }

  /** Two tickets. */
  void begin() {
    parquet("a.parquet", "select * from (values %s, %s) t(%s)".formatted(one(), two(), COLUMNS));
    commit(0, PROTOCOL + METADATA + add("a.parquet"));
  }

  /** One is closed, then the other is deleted. */
  void change() {
    String one = one();
    String two = two();
    String closed = row("TKT-1", "closed", "'2025-10-02 00:00:00+00'");
    parquet("b.parquet", "select * from (values %s, %s) t(%s)".formatted(closed, two, COLUMNS));
    parquet("c.parquet", "select * from (values %s) t(%s)".formatted(closed, COLUMNS));
    parquet(
        "_change_data/1.parquet",
        "select * from (values %s) t(%s), (values ('update_preimage')) c(_change_type) union all"
                .formatted(one, COLUMNS)
            + " select * from (values %s) t(%s), (values ('update_postimage')) c(_change_type)"
                .formatted(closed, COLUMNS));
    parquet(
        "_change_data/2.parquet",
        "select * from (values %s) t(%s), (values ('delete')) c(_change_type)"
            .formatted(two, COLUMNS));
    commit(1, change("_change_data/1.parquet") + remove("a.parquet") + add("b.parquet"));
    commit(2, change("_change_data/2.parquet") + remove("b.parquet") + add("c.parquet"));
  }

  private static String row(String id, String status, String resolved) {
    return ("('%s', 'C-1', 's', 'b', 'general', 'low', '%s', timestamptz '2025-10-01 00:00:00+00',"
            + " cast(%s as timestamptz), 'A-100', cast(null as int))")
        .formatted(id, status, resolved);
  }

  private void parquet(String file, String query) {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:")) {
      Files.createDirectories(table.resolve(file).getParent());
      duckDb
          .createStatement()
          .execute("copy (%s) to '%s' (format parquet)".formatted(query, table.resolve(file)));
    } catch (SQLException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String add(String file) {
    return """
        {"add":{"path":"%s","partitionValues":{},"size":%d,"modificationTime":1,"dataChange":true}}
        """
        .formatted(file, size(file));
  }

  private static String remove(String file) {
    return """
        {"remove":{"path":"%s","deletionTimestamp":1,"dataChange":true}}
        """
        .formatted(file);
  }

  private String change(String file) {
    return """
        {"cdc":{"path":"%s","partitionValues":{},"size":%d,"dataChange":false}}
        """
        .formatted(file, size(file));
  }

  private long size(String file) {
    try {
      return Files.size(table.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One day after the other from 2025-10-05 on. */
  private void commit(int version, String actions) {
    long time = 1_759_622_400_000L + version * 86_400_000L;
    String info = "{\"commitInfo\":{\"timestamp\":%d,\"operation\":\"WRITE\"}}\n".formatted(time);
    Path file = table.resolve("_delta_log/%020d.json".formatted(version));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, info + actions);
      Files.setLastModifiedTime(file, java.nio.file.attribute.FileTime.fromMillis(time));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final String PROTOCOL =
      """
      {"protocol":{"minReaderVersion":1,"minWriterVersion":4}}
      """;

  private static final String METADATA =
      """
      {"metaData":{"id":"tickets","format":{"provider":"parquet","options":{}},"schemaString":\
      "{\\"type\\":\\"struct\\",\\"fields\\":[%s]}","partitionColumns":[],"configuration":\
      {"delta.enableChangeDataFeed":"true"},"createdTime":1}}
      """
          .formatted(
              String.join(
                  ",",
                  field("ticket_id", "string"),
                  field("customer_id", "string"),
                  field("subject", "string"),
                  field("body", "string"),
                  field("category", "string"),
                  field("priority", "string"),
                  field("status", "string"),
                  field("created_at", "timestamp"),
                  field("resolved_at", "timestamp"),
                  field("agent_id", "string"),
                  field("satisfaction_score", "integer")));

  private static String field(String name, String type) {
    return ("{\\\"name\\\":\\\"%s\\\",\\\"type\\\":\\\"%s\\\",\\\"nullable\\\":true,"
            + "\\\"metadata\\\":{}}")
        .formatted(name, type);
  }
}
