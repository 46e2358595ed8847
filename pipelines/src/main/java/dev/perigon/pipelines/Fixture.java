package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A test as its YAML says it; rows have no types yet.
 *
 * @param asOf what {@code current_timestamp()} is
 * @param parameters in place of the project's
 */
record Fixture(
    PipelineTest test,
    TableName dataset,
    Instant asOf,
    Map<String, Object> parameters,
    List<Given> given,
    Expected expected) {
  Fixture {
    parameters = Map.copyOf(parameters);
    given = List.copyOf(given);
  }

  /** Rows of one input: a dataset, a table, or the path of a {@code read_files}. */
  record Given(String input, Origin origin, Table rows) {}

  /** Rows with their places. */
  record Table(Origin origin, List<Row> rows) {
    Table {
      rows = List.copyOf(rows);
    }
  }

  /** Values by column, in the order written. */
  record Row(Origin origin, Map<String, YamlNode> cells) {}

  /**
   * @param rows of the dataset, after its expectations
   * @param counts by rule
   * @param quarantine rows held back
   * @param fails the FAIL UPDATE rule that stops the update
   */
  record Expected(
      Origin origin,
      Optional<Table> rows,
      Map<String, Counts> counts,
      Optional<Table> quarantine,
      Optional<Rule> fails) {
    Expected {
      counts = Map.copyOf(counts);
    }
  }

  /** A rule by name. */
  record Rule(String name, Origin origin) {}

  /** Counts of a rule; what is absent may be any number. */
  record Counts(
      Origin origin, Optional<Long> evaluated, Optional<Long> passed, Optional<Long> failed) {}
}
