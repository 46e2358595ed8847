package dev.perigon.sql.catalyst;

import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Relation.TimeTravel;
import dev.perigon.sql.query.SqlSettings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.apache.spark.sql.catalyst.analysis.NamedParameter;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.trees.CurrentOrigin;
import scala.Tuple2;

/** Finds what a parsed query reads and replaces it, and puts in the values of parameters. */
final class RelationBinder {
  private final SqlSettings settings;
  private final ParsedQuery query;
  private final SourceFunctions sources;
  private final BiFunction<Relation, LogicalPlan, LogicalPlan> replacement;
  private Function<NamedParameter, Expression> missing = this::complain;

  /**
   * @param replacement the plan for a relation, given the node that names it
   */
  RelationBinder(
      FrontEnd spark,
      SqlSettings settings,
      ParsedQuery query,
      BiFunction<Relation, LogicalPlan, LogicalPlan> replacement) {
    this.settings = settings;
    this.query = query;
    this.sources = new SourceFunctions(new Constants(spark, query), query);
    this.replacement = replacement;
  }

  /** Leaves parameters without a value as they are. */
  RelationBinder withoutParameters() {
    missing = parameter -> parameter;
    return this;
  }

  private Expression complain(NamedParameter parameter) {
    throw CatalystErrors.unknownParameter(parameter.name(), query.origin(parameter));
  }

  LogicalPlan bind() {
    LogicalPlan bound = bind(query.plan(), Set.of());
    query.checkAllStreamsTaken();
    return bound;
  }

  private LogicalPlan bind(LogicalPlan plan, Set<String> ctes) {
    if (plan instanceof UnresolvedWith with) {
      return bindWith(with, ctes);
    }
    if (plan instanceof UnresolvedRelation relation) {
      return bindTable(relation, Optional.empty(), ctes);
    }
    if (plan instanceof RelationTimeTravel travel
        && travel.relation() instanceof UnresolvedRelation relation) {
      return bindTable(relation, Optional.of(sources.travel(bindIn(travel, ctes))), ctes);
    }
    LogicalPlan inner = bindIn(plan, ctes);
    if (inner instanceof UnresolvedTableValuedFunction function && sources.reads(function)) {
      boolean streaming = query.takeStreaming(plan);
      return replacement.apply(
          sources.relation(function, streaming, settings.defaults()), function);
    }
    return inner;
  }

  private <P extends LogicalPlan> LogicalPlan bindIn(P plan, Set<String> ctes) {
    LogicalPlan children =
        plan instanceof RelationTimeTravel ? plan : plan.mapChildren(child -> bind(child, ctes));
    return children.mapExpressions(e -> bind(e, ctes));
  }

  /** Each definition sees the ones before it; the body sees all; names hide outer ones. */
  private LogicalPlan bindWith(UnresolvedWith with, Set<String> outer) {
    Set<String> visible = new HashSet<>(outer);
    List<Tuple2<String, SubqueryAlias>> definitions = new ArrayList<>();
    for (Tuple2<String, SubqueryAlias> definition : Scala.list(with.cteRelations())) {
      String name = definition._1().toLowerCase(Locale.ROOT);
      if (with.allowRecursion()) {
        visible.add(name);
      }
      SubqueryAlias bound = (SubqueryAlias) bind(definition._2(), Set.copyOf(visible));
      definitions.add(new Tuple2<>(definition._1(), bound));
      visible.add(name);
    }
    LogicalPlan body = bind(with.child(), Set.copyOf(visible));
    return CurrentOrigin.withOrigin(
        with.origin(),
        () -> new UnresolvedWith(body, Scala.seq(definitions), with.allowRecursion()));
  }

  private LogicalPlan bindTable(
      UnresolvedRelation relation, Optional<TimeTravel> travel, Set<String> ctes) {
    List<String> parts = Scala.list(relation.multipartIdentifier());
    if (parts.size() == 1 && ctes.contains(parts.get(0).toLowerCase(Locale.ROOT))) {
      return relation;
    }
    if (parts.size() > 3) {
      throw CatalystErrors.tooManyParts(String.join(".", parts), query.origin(relation));
    }
    TableName name = TableName.of(parts, settings.defaults());
    boolean streaming = query.takeStreaming(relation);
    return replacement.apply(
        new Relation.Table(name, streaming, travel, options(relation), query.origin(relation)),
        relation);
  }

  private static Map<String, String> options(UnresolvedRelation relation) {
    Map<String, String> options = new TreeMap<>();
    relation
        .options()
        .asCaseSensitiveMap()
        .forEach((key, value) -> options.put(key.toLowerCase(Locale.ROOT), value));
    return options;
  }

  private Expression bind(Expression expression, Set<String> ctes) {
    if (expression instanceof NamedParameter parameter) {
      return value(parameter);
    }
    Expression inner = expression.mapChildren(child -> bind(child, ctes));
    return inner instanceof SubqueryExpression subquery
        ? subquery.withNewPlan(bind(subquery.plan(), ctes))
        : inner;
  }

  private Expression value(NamedParameter parameter) {
    Map<String, Object> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    values.putAll(settings.parameters());
    Object value = values.get(parameter.name());
    if (value == null) {
      return missing.apply(parameter);
    }
    return CurrentOrigin.withOrigin(parameter.origin(), () -> Literal$.MODULE$.apply(value));
  }
}
