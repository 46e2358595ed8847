package dev.perigon.generator.commerce;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * One commit of the tickets' Delta table, as Delta's protocol has it: reader version 1, times in
 * the commit and not those of its file, so that copies of the table tell the same. Written by hand,
 * because Delta Kernel writes no files of changes.
 */
final class TicketLog {
  /**
   * Delta on Spark reads no older changes than these. The commits are as old as the sample's year.
   */
  private static final List<String> RETENTIONS =
      List.of("delta.logRetentionDuration", "delta.deletedFileRetentionDuration");

  private static final List<String> FEATURES = List.of("changeDataFeed", "inCommitTimestamp");

  private final JsonLines lines;
  private final long millis;

  private TicketLog(JsonLines lines, Instant time) {
    this.lines = lines;
    this.millis = time.toEpochMilli();
  }

  /** A file of the table. */
  record Part(String path, long bytes) {}

  /** Writes actions. */
  interface Actions {
    void write(TicketLog log) throws IOException;
  }

  /** Returns how many actions there are. */
  static long write(Path file, Instant time, Actions actions) throws IOException {
    try (JsonLines lines = new JsonLines(file)) {
      TicketLog log = new TicketLog(lines, time);
      log.commitInfo();
      actions.write(log);
      return lines.lines();
    }
  }

  private void commitInfo() throws IOException {
    action(
        "commitInfo",
        json -> {
          json.writeNumberField("inCommitTimestamp", millis);
          json.writeNumberField("timestamp", millis);
          json.writeStringField("operation", "MERGE");
          json.writeStringField("engineInfo", "support-desk");
        });
  }

  /**
   * What the table is, in its first commit.
   *
   * @param sample the table's id is made of it
   */
  void table(String sample) throws IOException {
    action(
        "protocol",
        json -> {
          json.writeNumberField("minReaderVersion", 1);
          json.writeNumberField("minWriterVersion", 7);
          json.writeArrayFieldStart("writerFeatures");
          for (String feature : FEATURES) {
            json.writeString(feature);
          }
          json.writeEndArray();
        });
    action(
        "metaData",
        json -> {
          json.writeStringField("id", UUID.nameUUIDFromBytes(sample.getBytes(UTF_8)).toString());
          json.writeObjectFieldStart("format");
          json.writeStringField("provider", "parquet");
          json.writeObjectFieldStart("options");
          json.writeEndObject();
          json.writeEndObject();
          json.writeStringField("schemaString", schema());
          json.writeArrayFieldStart("partitionColumns");
          json.writeEndArray();
          json.writeObjectFieldStart("configuration");
          json.writeStringField("delta.enableChangeDataFeed", "true");
          json.writeStringField("delta.enableInCommitTimestamps", "true");
          for (String retention : RETENTIONS) {
            json.writeStringField(retention, "interval 36500 days");
          }
          json.writeEndObject();
          json.writeNumberField("createdTime", millis);
        });
  }

  private static String schema() {
    StringBuilder fields = new StringBuilder();
    List<String> texts =
        List.of("ticket_id", "customer_id", "subject", "body", "category", "priority", "status");
    texts.forEach(name -> fields.append(field(name, "string")).append(','));
    fields.append(field("created_at", "timestamp")).append(',');
    fields.append(field("resolved_at", "timestamp")).append(',');
    fields.append(field("agent_id", "string")).append(',');
    fields.append(field("satisfaction_score", "integer"));
    return "{\"type\":\"struct\",\"fields\":[%s]}".formatted(fields);
  }

  private static String field(String name, String type) {
    return "{\"name\":\"%s\",\"type\":\"%s\",\"nullable\":true,\"metadata\":{}}"
        .formatted(name, type);
  }

  void add(Part part, long rows) throws IOException {
    action(
        "add",
        json -> {
          file(json, part);
          json.writeNumberField("modificationTime", millis);
          json.writeBooleanField("dataChange", true);
          json.writeStringField("stats", "{\"numRecords\":%d}".formatted(rows));
        });
  }

  void remove(Part part) throws IOException {
    action(
        "remove",
        json -> {
          json.writeBooleanField("extendedFileMetadata", true);
          file(json, part);
          json.writeNumberField("deletionTimestamp", millis);
          json.writeBooleanField("dataChange", true);
        });
  }

  void changes(Part part) throws IOException {
    action(
        "cdc",
        json -> {
          file(json, part);
          json.writeBooleanField("dataChange", false);
        });
  }

  private static void file(JsonGenerator json, Part part) throws IOException {
    json.writeStringField("path", part.path());
    json.writeObjectFieldStart("partitionValues");
    json.writeEndObject();
    json.writeNumberField("size", part.bytes());
  }

  private void action(String name, JsonLines.Fields fields) throws IOException {
    lines.add(
        json -> {
          json.writeObjectFieldStart(name);
          fields.write(json);
          json.writeEndObject();
        },
        1,
        false);
  }
}
