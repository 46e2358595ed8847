package dev.perigon.pipelines;

import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether a table kept its rows: {@code 'perigon.max-row-drop' = '0.2'} warns when an update leaves
 * it with less than 80 % of the rows that it had. Counted from the files' statistics.
 */
final class SizeCheck {
  /** Table property: a share from 0 to 1. */
  static final String PROPERTY = "perigon.max-row-drop";

  /** How the check is named among the table's expectations; it looks at one thing, the table. */
  static final String NAME = "row_count_kept";

  private final Dataset dataset;
  private final Tables tables;
  private final Optional<Long> before;

  private SizeCheck(Dataset dataset, Tables tables, Optional<Long> before) {
    this.dataset = dataset;
    this.tables = tables;
    this.before = before;
  }

  /** Looks at the table as it is before the update. */
  static SizeCheck before(Dataset dataset, Tables tables) {
    Optional<Long> rows =
        limit(dataset).isEmpty()
            ? Optional.empty()
            : tables.find(dataset.name()).flatMap(SizeCheck::rows);
    return new SizeCheck(dataset, tables, rows);
  }

  /** {@code results} and, for a table that was there before, how its size did. */
  List<ExpectationResult> after(List<ExpectationResult> results) {
    Optional<Long> now =
        before.flatMap(rows -> tables.find(dataset.name())).flatMap(SizeCheck::rows);
    if (now.isEmpty()) {
      return results;
    }
    boolean kept = now.get() >= before.get() * (1 - limit(dataset).orElseThrow());
    List<ExpectationResult> all = new ArrayList<>(results);
    all.add(new ExpectationResult(NAME, "WARN", 1, kept ? 1 : 0, kept ? 0 : 1));
    return all;
  }

  /** True for a value that the property may have. */
  static boolean isShare(String value) {
    try {
      double share = Double.parseDouble(value);
      return share >= 0 && share <= 1;
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static Optional<Double> limit(Dataset dataset) {
    return dataset
        .definition()
        .map(definition -> definition.properties().get(PROPERTY))
        .map(Double::valueOf);
  }

  /** Empty when a file does not say; ours do. */
  private static Optional<Long> rows(Snapshot snapshot) {
    long rows = 0;
    for (DataFile file : snapshot.files()) {
      if (file.statistics().isEmpty()) {
        return Optional.empty();
      }
      rows += file.statistics().get().rows() - file.deletedRows().length;
    }
    return Optional.of(rows);
  }
}
