package dev.perigon.pipelines;

import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.type.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A dataset with analysed flows, ready to run.
 *
 * @param schema what its table will have
 * @param rebuild true when the table's present rows do not count: a materialized view, or a full
 *     refresh
 */
record PlannedDataset(
    Dataset dataset,
    Schema schema,
    List<PlannedFlow> flows,
    Optional<Rules> rules,
    boolean rebuild) {
  PlannedDataset {
    flows = List.copyOf(flows);
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
   */
  record PlannedFlow(Flow flow, AnalyzedQuery query) {}
}
