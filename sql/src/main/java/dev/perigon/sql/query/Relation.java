package dev.perigon.sql.query;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.Origin;
import java.util.Map;
import java.util.Optional;

/** Something that a query reads: a leaf of its plan. */
public sealed interface Relation {
  /** True for {@code STREAM(x)}: only what this flow has not read yet. */
  boolean streaming();

  /** How it is to be read, keys in lower case. */
  Map<String, String> options();

  /** Where the query names it (for a relation inside a view, in the view's file). */
  Origin origin();

  /** What people call it: a table's whole name, a path, topics, streams of Kinesis. */
  String label();

  /**
   * A dataset or table, at its newest version unless {@code travel} says otherwise; or its changes,
   * by {@code table_changes} or option {@code readchangefeed}.
   *
   * @param options after {@code WITH}, keys in lower case, values as text
   */
  record Table(
      TableName name,
      boolean streaming,
      Optional<TimeTravel> travel,
      Map<String, String> options,
      Origin origin)
      implements Relation {
    public Table {
      options = Map.copyOf(options);
    }

    public Table(TableName name, boolean streaming, Optional<TimeTravel> travel, Origin origin) {
      this(name, streaming, travel, Map.of(), origin);
    }

    @Override
    public String label() {
      return name.toString();
    }
  }

  /**
   * {@code read_files('path', format => 'csv', …)}.
   *
   * @param path as written; relative paths start at the data folder
   * @param format csv, json, parquet, delta or text
   * @param options all other named arguments, keys in lower case, values as text ({@code schema}
   *     holds Spark DDL)
   */
  record Files(
      String path, String format, Map<String, String> options, boolean streaming, Origin origin)
      implements Relation {
    public Files {
      options = Map.copyOf(options);
    }

    @Override
    public String label() {
      return path;
    }
  }

  /**
   * {@code read_kafka(bootstrapServers => '…', subscribe => '…', …)}.
   *
   * @param options all named arguments, keys in lower case, values as text; secrets stay references
   */
  record Topics(Map<String, String> options, boolean streaming, Origin origin) implements Relation {
    public Topics {
      options = Map.copyOf(options);
    }

    /** Topics with commas between, or a pattern of them. */
    @Override
    public String label() {
      return options.getOrDefault("subscribe", options.getOrDefault("subscribepattern", ""));
    }
  }

  /**
   * {@code read_kinesis(streamName => '…', region => '…', …)}.
   *
   * @param options all named arguments, keys in lower case, values as text; secrets stay references
   */
  record Shards(Map<String, String> options, boolean streaming, Origin origin) implements Relation {
    public Shards {
      options = Map.copyOf(options);
    }

    /** Streams with commas between. */
    @Override
    public String label() {
      return options.getOrDefault("streamname", "");
    }
  }

  /** {@code VERSION AS OF} or {@code TIMESTAMP AS OF}. */
  sealed interface TimeTravel {
    record Version(long version) implements TimeTravel {}

    record Timestamp(java.time.Instant instant) implements TimeTravel {}
  }
}
