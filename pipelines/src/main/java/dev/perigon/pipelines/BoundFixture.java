package dev.perigon.pipelines;

import dev.perigon.pipelines.Fixture.Counts;
import dev.perigon.pipelines.Fixture.Rule;
import dev.perigon.sql.query.AnalyzedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A test that is ready to run: its rows have the types of what they stand for.
 *
 * @param given rows for each input of each query
 */
record BoundFixture(
    PipelineTest test,
    Instant asOf,
    PlannedDataset planned,
    Analyses analyses,
    List<AnalyzedQuery> queries,
    List<List<RowSet>> given,
    Optional<RowSet> rows,
    Map<String, Counts> counts,
    Optional<RowSet> quarantine,
    Optional<Rule> fails) {
  BoundFixture {
    queries = List.copyOf(queries);
    given = given.stream().map(List::copyOf).toList();
    counts = Map.copyOf(counts);
  }
}
