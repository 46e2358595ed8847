package dev.perigon.pipelines;

import dev.perigon.sql.statement.Statement.CdcFlow;
import dev.perigon.sql.statement.Statement.ColumnSelection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How AUTO CDC keeps a target; all of its flows say the same.
 *
 * @param keys the columns that tell rows apart
 * @param history the columns whose changes make another row, for SCD TYPE 2
 * @param ignoreNullUpdates a null keeps the value that was there
 * @param truncates whether some change may remove every row
 */
record ChangeTarget(
    List<String> keys,
    int scdType,
    ColumnSelection history,
    boolean ignoreNullUpdates,
    boolean truncates) {
  ChangeTarget {
    keys = List.copyOf(keys);
  }

  /** What the flows of {@code dataset} agree on, or an error that names what they do not. */
  static ChangeTarget of(Dataset dataset) {
    Flow first = dataset.flows().get(0);
    CdcFlow agreed = first.changes().orElseThrow();
    for (Flow flow : dataset.flows()) {
      agree(dataset, first, flow, "KEYS", cdc -> lower(cdc.keys()));
      agree(dataset, first, flow, "STORED AS SCD TYPE", CdcFlow::scdType);
      agree(dataset, first, flow, "IGNORE NULL UPDATES", CdcFlow::ignoreNullUpdates);
      agree(dataset, first, flow, "TRACK HISTORY ON", cdc -> lower(cdc.trackHistoryOn()));
      if (flow.fromSnapshot() && dataset.flows().size() > 1) {
        throw ChangeErrors.dumpNotAlone(dataset, flow);
      }
    }
    boolean truncates =
        dataset.flows().stream()
            .anyMatch(flow -> flow.changes().orElseThrow().applyAsTruncateWhen().isPresent());
    return new ChangeTarget(
        agreed.keys(),
        agreed.scdType(),
        agreed.trackHistoryOn(),
        agreed.ignoreNullUpdates(),
        truncates);
  }

  private static void agree(
      Dataset dataset, Flow first, Flow flow, String clause, Function<CdcFlow, Object> says) {
    Object one = says.apply(first.changes().orElseThrow());
    if (!one.equals(says.apply(flow.changes().orElseThrow()))) {
      throw ChangeErrors.flowsDisagree(dataset, first, flow, clause);
    }
  }

  private static Set<String> lower(List<String> names) {
    return names.stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Object lower(ColumnSelection selection) {
    return List.of(selection.except(), lower(selection.names()));
  }

  boolean keepsHistory() {
    return scdType == 2;
  }

  boolean isKey(String column) {
    return keys.stream().anyMatch(column::equalsIgnoreCase);
  }

  /** With the names of the keys as the table has them, and what changes kept so far may do. */
  ChangeTarget settled(List<String> keyNames, boolean truncated) {
    return new ChangeTarget(keyNames, scdType, history, ignoreNullUpdates, truncates || truncated);
  }
}
