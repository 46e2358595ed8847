package dev.perigon.pipelines;

import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.statement.Statement.CdcFlow;
import java.util.Optional;

/**
 * A query that fills a dataset.
 *
 * @param name unique in the project; the dataset's own name when the dataset holds the query
 * @param query of an AUTO CDC flow, all of its source
 * @param once runs a single time in the life of its target
 * @param changes how its rows are applied; empty for a flow that only adds rows
 */
record Flow(String name, SqlText query, boolean once, Origin origin, Optional<CdcFlow> changes) {
  Flow(String name, SqlText query, boolean once, Origin origin) {
    this(name, query, once, origin, Optional.empty());
  }

  /** A flow of changes, or of whole dumps that are compared. */
  static Flow of(String name, CdcFlow cdc) {
    SqlText query = PlacedText.after("FROM", cdc.source(), " SELECT *");
    return new Flow(name, query, false, cdc.origin(), Optional.of(cdc));
  }

  boolean fromSnapshot() {
    return changes.map(CdcFlow::fromSnapshot).orElse(false);
  }
}
