package dev.perigon.pipelines;

import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Analyzer;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Analyses queries, and remembers the answers between runs. */
final class Analyses {
  private final SqlSettings settings;
  private Optional<Analyzer> analyzer = Optional.empty();

  Analyses(SqlSettings settings) {
    this.settings = settings;
  }

  List<Relation> references(SqlText query) {
    return analyzer().references(query);
  }

  AnalyzedQuery analyze(SqlText query, Resolver resolver) {
    return analyzer().analyze(query, resolver);
  }

  /** Column definitions in Spark DDL. */
  Schema schema(SqlText ddl) {
    return Analyzer.schema(ddl);
  }

  /** The same with more parameters. */
  Analyses with(Map<String, Object> parameters) {
    Map<String, Object> all = new HashMap<>(settings.parameters());
    all.putAll(parameters);
    return new Analyses(new SqlSettings(settings.defaults(), settings.timeZone(), all));
  }

  /** On first need: Catalyst is the slowest part of a start. */
  private synchronized Analyzer analyzer() {
    if (analyzer.isEmpty()) {
      analyzer = Optional.of(new Analyzer(settings));
    }
    return analyzer.get();
  }
}
