package dev.perigon.sql.query;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Resolver.Resolved;
import dev.perigon.sql.statement.SqlText;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Two tables, files of one schema, and the views that a test adds. */
final class Names implements Resolver {
  private final Map<TableName, Resolved> known = new HashMap<>();
  final List<Relation> asked = new ArrayList<>();

  Names() {
    rows("shop.main.orders", "id INT NOT NULL, customer STRING, amount DECIMAL(12,2), day DATE");
    rows("shop.main.customers", "id STRING, name STRING, tags ARRAY<STRING>");
    rows("shop.main.stream", "x INT");
    rows("shop.other.orders", "id BIGINT");
    rows("system.pipelines.events", "id STRING, event_type STRING");
  }

  void rows(String name, String ddl) {
    known.put(name(name), new Resolved.Rows(Analyzer.schema(SqlText.of("ddl", ddl))));
  }

  Names view(String name, String file, String sql, String... columns) {
    known.put(name(name), new Resolved.View(SqlText.of(file, sql), List.of(columns)));
    return this;
  }

  private static TableName name(String name) {
    return TableName.of(List.of(name.split("\\.")), new Namespace("shop", "main"));
  }

  @Override
  public Optional<Resolved> resolve(Relation relation) {
    asked.add(relation);
    if (relation instanceof Relation.Table table) {
      return Optional.ofNullable(known.get(table.name()));
    }
    return Optional.of(new Resolved.Rows(Analyzer.schema(SqlText.of("ddl", "a INT, b STRING"))));
  }

  @Override
  public List<TableName> candidates() {
    return List.copyOf(known.keySet());
  }
}
