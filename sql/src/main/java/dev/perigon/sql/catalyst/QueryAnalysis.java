package dev.perigon.sql.catalyst;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.AnalyzedQuery.Input;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.query.FileMetadata;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.query.Resolver.Resolved;
import dev.perigon.sql.query.SparkQuery;
import dev.perigon.sql.query.SparkQuery.Reading;
import dev.perigon.sql.query.SparkQuery.Source;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.query.Volatility;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.AliasIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedSubqueryColumnAliases;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** The analysis of one query: its texts (views have theirs) and inputs. */
final class QueryAnalysis {
  private final FrontEnd spark;
  private final SqlSettings settings;
  private final Resolver resolver;
  private final List<SqlText> sources = new ArrayList<>();
  private final List<Input> inputs = new ArrayList<>();
  private final Deque<String> views = new ArrayDeque<>();

  QueryAnalysis(FrontEnd spark, SqlSettings settings, Resolver resolver) {
    this.spark = spark;
    this.settings = settings;
    this.resolver = resolver;
  }

  AnalyzedQuery run(SqlText text, Entries entries) {
    Planned planned = plan(text);
    LogicalPlan plan = planned.plan();
    StreamShape.check(plan, inputs, this::place);
    Volatility volatility = VolatilityFinder.of(plan, sources);
    return new AnalyzedQuery(
        text,
        schema(text, plan),
        inputs(plan),
        Lineage.of(plan),
        spark.configured(() -> render(plan, entries)),
        planned.query(),
        volatility,
        RefreshKeys.of(plan),
        Accumulations.of(plan, volatility));
  }

  /** An analysed plan, and the same query for Spark. */
  private record Planned(LogicalPlan plan, SparkQuery query) {}

  private Planned plan(SqlText text) {
    ParsedQuery query = ParsedQuery.of(spark, text, sources.size());
    sources.add(text);
    List<Reading> readings = new ArrayList<>();
    LogicalPlan bound =
        spark.checked(
            text,
            () ->
                new RelationBinder(
                        spark,
                        settings,
                        query,
                        (relation, named) -> plan(relation, named, readings))
                    .bind());
    return new Planned(
        spark.analyze(text, bound),
        new SparkQuery(query.sparkText(), literals(settings.parameters()), readings));
  }

  private static Map<String, String> literals(Map<String, Object> parameters) {
    Map<String, String> literals = new HashMap<>();
    parameters.forEach((name, value) -> literals.put(name, Literal$.MODULE$.apply(value).sql()));
    return literals;
  }

  private LogicalPlan plan(Relation relation, LogicalPlan named, List<Reading> readings) {
    Resolved resolved = resolver.resolve(relation).orElseThrow(() -> unknown(relation));
    if (resolved instanceof Resolved.View view) {
      Planned planned = view(view, relation);
      readings.add(reading(relation, named, new Source.View(planned.query(), view.columns())));
      return alias(relation, planned.plan());
    }
    readings.add(reading(relation, named, new Source.Input(inputs.size())));
    Schema schema = ((Resolved.Rows) resolved).schema();
    inputs.add(new Input(relation, schema));
    return alias(relation, leaf(relation, inputs.size() - 1, schema));
  }

  private static InputLeaf leaf(Relation relation, int input, Schema schema) {
    boolean tellsFiles =
        relation instanceof Relation.Files files
            && !files.format().equals("delta")
            && schema.find(FileMetadata.COLUMN.name()).isEmpty();
    return tellsFiles ? InputLeaf.ofFiles(input, schema) : InputLeaf.of(input, schema);
  }

  /** The inputs, of which those tell their files whose {@code _metadata} something names. */
  private List<Input> inputs(LogicalPlan plan) {
    Set<Integer> tell = LeavesThatTellFiles.of(plan);
    List<Input> all = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      all.add(new Input(input.relation(), input.schema(), tell.contains(i)));
    }
    return all;
  }

  private static Reading reading(Relation relation, LogicalPlan named, Source source) {
    Optional<TableName> name =
        relation instanceof Relation.Table table ? Optional.of(table.name()) : Optional.empty();
    return new Reading(((Number) named.origin().startIndex().get()).intValue(), name, source);
  }

  private RuntimeException unknown(Relation relation) {
    if (relation instanceof Relation.Table table) {
      return CatalystErrors.unknownRelation(
          table.name().toString(),
          table.origin(),
          SimilarNames.to(table.name(), resolver.candidates()));
    }
    return CatalystErrors.unknownRelation(relation.label(), relation.origin(), List.of());
  }

  private Planned view(Resolved.View view, Relation relation) {
    String name = relation.label();
    boolean cycle = views.contains(name.toLowerCase(java.util.Locale.ROOT));
    views.addLast(name.toLowerCase(java.util.Locale.ROOT));
    if (cycle) {
      throw CatalystErrors.viewCycle(List.copyOf(views), relation.origin());
    }
    Planned planned = plan(view.query());
    views.removeLast();
    if (view.columns().isEmpty()) {
      return planned;
    }
    int columns = planned.plan().output().size();
    if (view.columns().size() != columns) {
      throw CatalystErrors.viewColumns(name, view.columns().size(), columns, view.query().origin());
    }
    return new Planned(
        new UnresolvedSubqueryColumnAliases(Scala.seq(view.columns()), planned.plan()),
        planned.query());
  }

  private static LogicalPlan alias(Relation relation, LogicalPlan plan) {
    return relation instanceof Relation.Table table
        ? new SubqueryAlias(
            new AliasIdentifier(
                table.name().table(),
                Scala.seq(List.of(table.name().catalog(), table.name().schema()))),
            plan)
        : plan;
  }

  private static Schema schema(SqlText text, LogicalPlan plan) {
    List<StructField> fields = new ArrayList<>();
    for (Attribute column : Scala.list(plan.output())) {
      if (CatalystTypes.fromSpark(column.dataType()).isEmpty()) {
        throw CatalystErrors.unstorableType(column.name(), column.dataType().sql(), text.origin());
      }
      fields.add(
          new StructField(column.name(), column.dataType(), column.nullable(), column.metadata()));
    }
    StructType struct = new StructType(fields.toArray(StructField[]::new));
    return CatalystTypes.schemaFromSpark(struct).orElseThrow();
  }

  private Rendering render(LogicalPlan plan, Entries entries) {
    try {
      return DuckDbText.of(Pruned.of(plan), settings.timeZone(), entries);
    } catch (UnsupportedRendering e) {
      return new Rendering.Unsupported(e.getMessage(), place(e.origin()));
    }
  }

  private Origin place(org.apache.spark.sql.catalyst.trees.Origin origin) {
    int source = origin.objectName().isDefined() ? Integer.parseInt(origin.objectName().get()) : 0;
    SqlText text = sources.get(source);
    return origin.startIndex().isDefined()
        ? CatalystErrors.at(text, ((Number) origin.startIndex().get()).intValue())
        : text.origin();
  }
}
