package dev.perigon.pipelines;

import dev.perigon.sql.statement.DatasetDefinition;
import java.util.List;

/** The table properties that a project may set for Perigon; others are for other readers. */
final class TableProperties {
  private static final String OURS = "perigon.";
  private static final List<String> KNOWN =
      List.of(Rules.KEY, Dataset.MALFORMED, SizeCheck.PROPERTY);

  private TableProperties() {}

  /** A misspelt property of ours would do nothing, and nobody would know. */
  static void check(DatasetDefinition definition) {
    definition
        .properties()
        .forEach(
            (name, value) -> {
              if (name.startsWith(OURS) && !KNOWN.contains(name)) {
                throw ProjectErrors.unknownProperty(name, KNOWN, definition.origin());
              }
              if (name.equals(Dataset.MALFORMED) && !value.equalsIgnoreCase("quarantine")) {
                throw ProjectErrors.badProperty(name, "'quarantine'", definition.origin());
              }
              if (name.equalsIgnoreCase(AutoCompaction.PROPERTY)
                  && !AutoCompaction.isSwitch(value)) {
                throw ProjectErrors.badProperty(
                    name, "'true', 'false' or 'auto'", definition.origin());
              }
              if (name.equals(TriggerIntervals.PROPERTY) && !TriggerIntervals.isInterval(value)) {
                throw ProjectErrors.badProperty(
                    name, "a time such as '30 seconds' or '5 minutes'", definition.origin());
              }
              if (name.equals(RefreshPolicy.PROPERTY) && RefreshPolicy.parse(value).isEmpty()) {
                throw ProjectErrors.badProperty(
                    name, "'auto', 'incremental' or 'full'", definition.origin());
              }
              if (name.equals(SizeCheck.PROPERTY) && !SizeCheck.isShare(value)) {
                throw ProjectErrors.badProperty(
                    name, "a share from 0 to 1, such as '0.2'", definition.origin());
              }
            });
  }
}
