package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Slice;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.statement.SqlText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Slices under names for one query. */
record NamedSlices(Map<TableName, Slice> slices) implements Resolver {
  NamedSlices {
    slices = Map.copyOf(slices);
  }

  BoundQuery bound(SqlText text, UpdateContext context) {
    AnalyzedQuery query = context.analyses().analyze(text, this);
    return new BoundQuery(
        query,
        query.inputs().stream().map(input -> slice(input.relation())).toList(),
        context.asOf());
  }

  private Slice slice(Relation relation) {
    return slices.get(((Relation.Table) relation).name());
  }

  @Override
  public Optional<Resolved> resolve(Relation relation) {
    return Optional.ofNullable(slice(relation)).map(slice -> new Resolved.Rows(slice.schema()));
  }

  @Override
  public List<TableName> candidates() {
    return List.copyOf(slices.keySet());
  }
}
