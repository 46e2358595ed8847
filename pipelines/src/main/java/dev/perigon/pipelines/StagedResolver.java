package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.type.Schema;
import java.util.List;
import java.util.Optional;

/** Lets rules see the rows that a flow has just staged, and nothing else. */
record StagedResolver(TableName dataset, Schema schema) implements Resolver {
  @Override
  public Optional<Resolved> resolve(Relation relation) {
    return relation instanceof Relation.Table table && table.name().equals(dataset)
        ? Optional.of(new Resolved.Rows(schema))
        : Optional.empty();
  }

  @Override
  public List<TableName> candidates() {
    return List.of(dataset);
  }
}
