package dev.perigon.sql.catalyst;

import dev.perigon.sql.error.Origin;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.spark.sql.types.StructType;

/** The door to Catalyst. Thread-safe. */
public final class QueryAnalyzer {
  private final SqlSettings settings;
  private final FrontEnd spark;

  /** Made while Spark starts. */
  private final CompletableFuture<Entries> entries;

  public QueryAnalyzer(SqlSettings settings) {
    this.settings = settings;
    this.entries = CompletableFuture.supplyAsync(Entries::new);
    this.spark = new FrontEnd(settings);
  }

  /** See {@link dev.perigon.sql.query.Analyzer#references}. */
  public List<Relation> references(SqlText text) {
    List<Relation> found = new ArrayList<>();
    ParsedQuery query = ParsedQuery.of(spark, text, 0);
    RelationBinder binder =
        new RelationBinder(
            spark,
            settings,
            query,
            (relation, plan) -> {
              found.add(relation);
              return plan;
            });
    spark.checked(text, binder.withoutParameters()::bind);
    found.sort(
        Comparator.comparing(
            Relation::origin,
            Comparator.comparingInt(Origin::line).thenComparingInt(Origin::column)));
    return List.copyOf(found);
  }

  /** See {@link dev.perigon.sql.query.Analyzer#analyze}. */
  public AnalyzedQuery analyze(SqlText text, Resolver resolver) {
    return new QueryAnalysis(spark, settings, resolver).run(text, entries.join());
  }

  /** See {@link dev.perigon.sql.query.Analyzer#schema}. */
  public static Schema schema(SqlText ddl) {
    StructType struct = FrontEnd.schema(ddl);
    Optional<Schema> schema = CatalystTypes.schemaFromSpark(struct);
    return schema.orElseThrow(
        () -> CatalystErrors.unstorableType("schema", struct.toDDL(), ddl.origin()));
  }
}
