package dev.perigon.pipelines;

import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.type.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A dataset with analysed flows, ready to run.
 *
 * @param schema what its table will have
 * @param table what the flows write
 * @param rebuild true when the table's present rows do not count: a materialized view, or a full
 *     refresh
 * @param arrivals what changes must hold to before they are kept
 * @param changes present when it is computed from changes: then {@code flows} fill their log, and
 *     {@link #filled} is what they run for
 */
record PlannedDataset(
    Dataset dataset,
    PlannedTable table,
    Schema schema,
    List<PlannedFlow> flows,
    Optional<Rules> rules,
    boolean rebuild,
    Optional<ArrivalCheck> arrivals,
    Optional<PlannedChanges> changes) {
  PlannedDataset {
    flows = List.copyOf(flows);
  }

  /** Rows that flows only add, or a table that one flow replaces. */
  static PlannedDataset of(
      Dataset dataset,
      Schema schema,
      List<PlannedFlow> flows,
      Optional<Rules> rules,
      boolean rebuild) {
    return new PlannedDataset(
        dataset,
        PlannedTable.of(dataset),
        schema,
        flows,
        rules,
        rebuild,
        Optional.empty(),
        Optional.empty());
  }

  /** What the flows fill. */
  PlannedDataset filled() {
    return changes.map(PlannedChanges::log).orElse(this);
  }

  /**
   * What rows are staged with: nulls may be there until the rules have taken theirs off; then NOT
   * NULL is checked.
   */
  Schema staged() {
    return OutputFit.nullable(schema);
  }

  /**
   * @param query gives rows of exactly the table's columns
   * @param output the columns that the flow has itself, to remember; the table may have more
   * @param doubledKeys for a flow FROM SNAPSHOT: how many keys its dump holds more than once
   */
  record PlannedFlow(
      Flow flow,
      AnalyzedQuery query,
      Optional<Schema> output,
      Optional<AnalyzedQuery> doubledKeys) {}
}
