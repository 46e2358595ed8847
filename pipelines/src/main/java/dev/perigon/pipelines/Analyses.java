package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.SourceFiles;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.AnalyzedQuery.Input;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.query.AnalyzedQueryJson;
import dev.perigon.sql.query.Analyzer;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.query.SparkQuery;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Analyses queries, and remembers the answers within a process and between processes, and within a
 * process what columns files have.
 */
final class Analyses {
  private final SqlSettings settings;
  private final Optional<AnalysisCache> cache;
  private final Map<String, AnalyzedQuery> known = new ConcurrentHashMap<>();
  private final Map<Relation.Files, Looked> looked = new ConcurrentHashMap<>();
  private Optional<Analyzer> analyzer = Optional.empty();

  /** What an engine found in files. */
  private record Looked(SourceFiles files, Schema columns) {}

  Analyses(SqlSettings settings, Optional<AnalysisCache> cache) {
    this.settings = settings;
    this.cache = cache;
  }

  SqlSettings settings() {
    return settings;
  }

  /** What {@code query} reads, views not expanded. */
  List<Relation> references(SqlText query) {
    return remembered(
            AnalysisKey.ofText("references", settings, query),
            () -> {
              List<Input> inputs =
                  analyzer().references(query).stream()
                      .map(relation -> new Input(relation, new Schema(List.of())))
                      .toList();
              return answer(query, new Schema(List.of()), inputs);
            })
        .inputs()
        .stream()
        .map(Input::relation)
        .toList();
  }

  AnalyzedQuery analyze(SqlText query, Resolver resolver) {
    return remembered(
        AnalysisKey.ofQuery(settings, query, resolver, this::references),
        () -> analyzer().analyze(query, resolver));
  }

  /** Column definitions in Spark DDL. */
  Schema schema(SqlText ddl) {
    return remembered(
            AnalysisKey.ofText("schema", settings, ddl),
            () -> answer(ddl, Analyzer.schema(ddl), List.of()))
        .schema();
  }

  /**
   * The columns found in {@code files}, which an engine looks into again only when the files behind
   * {@code source} are others than the last time.
   */
  Schema columns(Relation.Files source, SourceFiles files, Supplier<Engine> engine) {
    return looked
        .compute(
            source,
            (s, last) ->
                last != null && last.files().equals(files)
                    ? last
                    : new Looked(files, engine.get().infer(files)))
        .columns();
  }

  /** The same with more parameters. */
  Analyses with(Map<String, Object> parameters) {
    Map<String, Object> all = new HashMap<>(settings.parameters());
    all.putAll(parameters);
    return new Analyses(new SqlSettings(settings.defaults(), settings.timeZone(), all), cache);
  }

  /** References and schemas are kept in the form of a query. */
  private static AnalyzedQuery answer(SqlText text, Schema schema, List<Input> inputs) {
    return new AnalyzedQuery(
        text, schema, inputs, List.of(), new Rendering.Sql(""), SparkQuery.of(""));
  }

  private AnalyzedQuery remembered(String key, Supplier<AnalyzedQuery> work) {
    AnalyzedQuery answer = known.get(key);
    if (answer == null) {
      Optional<AnalyzedQuery> kept = cache.flatMap(c -> c.find(key, AnalyzedQueryJson::read));
      answer = kept.orElseGet(work);
      if (kept.isEmpty()) {
        AnalyzedQuery made = answer;
        cache.ifPresent(c -> c.keep(key, AnalyzedQueryJson.write(made)));
      }
      known.put(key, answer);
    }
    return answer;
  }

  /** On first need: Catalyst is the slowest part of a start. */
  private synchronized Analyzer analyzer() {
    if (analyzer.isEmpty()) {
      analyzer = Optional.of(new Analyzer(settings));
    }
    return analyzer.get();
  }
}
