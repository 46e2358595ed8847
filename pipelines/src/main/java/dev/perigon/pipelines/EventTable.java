package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.Locale;
import java.util.Optional;

/** The tables of the event log. */
enum EventTable {
  UPDATES(
      "One row per update",
      Schema.of(
          column("update_id", Scalar.STRING, "Random, also in each commit of the update"),
          column("project", Scalar.STRING, "Name of the project"),
          column("state", Scalar.STRING, "COMPLETED, FAILED, or KILLED: it began and never ended"),
          column("started_at", Scalar.TIMESTAMP, "By the machine's clock"),
          column("as_of", Scalar.TIMESTAMP, "The clock that queries saw"),
          column("seconds", Scalar.DOUBLE, "From start to end, without writing this log"),
          column("datasets", Scalar.INTEGER, "How many were refreshed"),
          column("rows", Scalar.LONG, "Rows written"),
          column("error_code", Scalar.STRING, "What kind of mistake ended it"),
          column("error", Scalar.STRING, "What ended it"))),
  FLOW_PROGRESS(
      "One row per dataset and update",
      Schema.of(
          column("update_id", Scalar.STRING, "See updates"),
          column("dataset", Scalar.STRING, "catalog.schema.table"),
          column("kind", Scalar.STRING, "STREAMING_TABLE, MATERIALIZED_VIEW or VIEW"),
          column("layer", Scalar.STRING, "The folder that declares it"),
          column("state", Scalar.STRING, "COMPLETED, FAILED, SKIPPED, EXCLUDED or ANALYZED"),
          column("rows", Scalar.LONG, "Rows written"),
          column("version", Scalar.LONG, "Delta version written"),
          column("versions_read", Scalar.STRING, "JSON: the version read of each table"),
          column("seconds", Scalar.DOUBLE, "Time it took"),
          column("error", Scalar.STRING, "Why it failed"),
          column("files_compacted", Scalar.LONG, "Small files that became fewer after it"),
          column("keys", Scalar.LONG, "Keys whose rows were computed, when not all rows were"),
          column(
              "note",
              Scalar.STRING,
              "What else is to know: small files that stay, records a source lost"),
          column("rows_per_second", Scalar.DOUBLE, "Rows written, in the time it took"),
          column("committed_at", Scalar.TIMESTAMP, "When what topics brought could be read"),
          column("oldest_record", Scalar.TIMESTAMP, "By the topic's clock, of what it brought"),
          column("newest_record", Scalar.TIMESTAMP, "By the topic's clock, of what it brought"))),
  TOPIC_PROGRESS(
      "One row per partition of a topic that a dataset reads, and update",
      Schema.of(
          column("update_id", Scalar.STRING, "See updates"),
          column("dataset", Scalar.STRING, "catalog.schema.table"),
          column("topic", Scalar.STRING, "Its name"),
          column("partition", Scalar.INTEGER, "Its number"),
          column("from_offset", Scalar.LONG, "The first offset read"),
          column("until_offset", Scalar.LONG, "The offset after the last read"),
          column("latest_offset", Scalar.LONG, "The offset after the last that there was"),
          column("lag", Scalar.LONG, "Offsets left for later"))),
  EXPECTATIONS(
      "One row per expectation and update: evaluated = passed + failed",
      Schema.of(
          column("update_id", Scalar.STRING, "See updates"),
          column("dataset", Scalar.STRING, "catalog.schema.table"),
          column("expectation", Scalar.STRING, "Its name"),
          column("action", Scalar.STRING, "WARN, DROP ROW, FAIL UPDATE or QUARANTINE ROW"),
          column("evaluated", Scalar.LONG, "Rows looked at"),
          column("passed", Scalar.LONG, "Rows that hold to it"),
          column("failed", Scalar.LONG, "Rows that do not; NULL is a violation")));

  private final String comment;
  private final Schema schema;

  EventTable(String comment, Schema schema) {
    this.comment = comment;
    this.schema = schema;
  }

  private static Column column(String name, SqlType type, String comment) {
    return new Column(name, type, true, Optional.of(comment));
  }

  TableName tableName() {
    return new TableName("system", "pipelines", name().toLowerCase(Locale.ROOT));
  }

  Schema schema() {
    return schema;
  }

  String comment() {
    return comment;
  }
}
