package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.RefreshKey;
import dev.perigon.sql.type.Identifiers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;

/**
 * Proves by which columns a plan's answer falls into parts, operator by operator from the inputs
 * up. Operators that are not known here have no such column, nor does anything above them; what a
 * subquery reads, it reads whole.
 */
final class RefreshKeys {
  private final Map<LogicalPlan, Ties> known = new IdentityHashMap<>();
  private final Map<Long, Definition> definitions = new HashMap<>();

  private RefreshKeys() {}

  private record Definition(List<Attribute> output, Ties ties) {}

  static List<RefreshKey> of(LogicalPlan plan) {
    Ties ties = new RefreshKeys().ties(plan);
    List<RefreshKey> keys = new ArrayList<>();
    for (Attribute column : Scala.list(plan.output())) {
      ties.of(column)
          .filter(tie -> !tie.isEmpty())
          .ifPresent(tie -> keys.add(new RefreshKey(column.name(), tie)));
    }
    return keys;
  }

  private Ties ties(LogicalPlan plan) {
    Ties found = known.get(plan);
    if (found == null) {
      found = ofItself(plan).beside(readInSubqueries(plan));
      known.put(plan, found);
    }
    return found;
  }

  private Set<Integer> readInSubqueries(LogicalPlan plan) {
    Set<Integer> reads = new HashSet<>();
    Scala.list(plan.expressions()).forEach(expression -> addReads(expression, reads));
    return reads;
  }

  private void addReads(Expression expression, Set<Integer> reads) {
    if (expression instanceof PlanExpression<?> subquery
        && subquery.plan() instanceof LogicalPlan plan) {
      reads.addAll(ties(plan).reads());
    }
    Scala.list(expression.children()).forEach(child -> addReads(child, reads));
  }

  private Ties ofItself(LogicalPlan plan) {
    if (plan instanceof InputLeaf leaf) {
      return leaf(leaf);
    }
    if (plan instanceof WithCTE with) {
      Scala.list(with.cteDefs()).forEach(this::define);
      return ties(with.plan());
    }
    if (plan instanceof CTERelationRef reference) {
      return reference(reference);
    }
    List<Ties> children = Scala.list(plan.children()).stream().map(this::ties).toList();
    if (children.size() == 1) {
      return ofOne(plan, children.get(0));
    }
    if (plan instanceof Join join) {
      return JoinTies.of(join, children.get(0), children.get(1));
    }
    return plan instanceof Union || plan instanceof Intersect || plan instanceof Except
        ? byPosition(plan, children)
        : none(children);
  }

  private static Ties leaf(InputLeaf leaf) {
    Map<ExprId, Map<Integer, String>> keys = new HashMap<>();
    for (Attribute column : Scala.list(leaf.output())) {
      if (KeyExpressions.isKey(column.dataType())) {
        keys.put(column.exprId(), Map.of(leaf.input(), Identifiers.quote(column.name())));
      }
    }
    return new Ties(keys, Set.of(leaf.input()));
  }

  private void define(CTERelationDef definition) {
    Ties ties = ties(definition.child());
    definitions.put(definition.id(), new Definition(Scala.list(definition.child().output()), ties));
  }

  /** One inside its own definition has no ties; nor has the loop around it. */
  private Ties reference(CTERelationRef reference) {
    Definition definition = definitions.get(reference.cteId());
    if (definition == null) {
      return Ties.NOTHING;
    }
    Map<ExprId, Map<Integer, String>> keys = new HashMap<>();
    List<Attribute> output = Scala.list(reference.output());
    for (int i = 0; i < output.size(); i++) {
      ExprId column = output.get(i).exprId();
      definition.ties().of(definition.output().get(i)).ifPresent(tie -> keys.put(column, tie));
    }
    return definition.ties().with(keys);
  }

  private Ties ofOne(LogicalPlan plan, Ties child) {
    if (plan instanceof Project project) {
      return project(project, child);
    }
    if (plan instanceof Aggregate aggregate) {
      return aggregate(aggregate, child);
    }
    if (plan instanceof Window window) {
      return window(window, child);
    }
    if (plan instanceof Expand expand) {
      return expand(expand, child);
    }
    if (plan instanceof Filter filter) {
      return JoinTies.where(KeyExpressions.equalities(Optional.of(filter.condition())), child);
    }
    boolean rowByRow =
        plan instanceof SubqueryAlias
            || plan instanceof Distinct
            || plan instanceof Sort
            || plan instanceof Generate
            || plan instanceof LateralJoin;
    return rowByRow ? child : none(List.of(child));
  }

  private Ties project(Project project, Ties child) {
    Map<ExprId, Map<Integer, String>> keys = new HashMap<>();
    for (NamedExpression column : Scala.list(project.projectList())) {
      KeyExpressions.tie((Expression) column, child)
          .or(() -> ofFullJoin((Expression) column, project.child()))
          .ifPresent(tie -> keys.put(column.exprId(), tie));
    }
    return child.with(keys);
  }

  private Optional<Map<Integer, String>> ofFullJoin(Expression column, LogicalPlan child) {
    return child instanceof Join join && readInSubqueries(join).isEmpty()
        ? JoinTies.coalesced(column, join, ties(join.left()), ties(join.right()))
        : Optional.empty();
  }

  private static Ties aggregate(Aggregate aggregate, Ties child) {
    Map<ExprId, Map<Integer, String>> keys = new HashMap<>();
    List<Expression> grouping = Scala.list(aggregate.groupingExpressions());
    for (NamedExpression column : Scala.list(aggregate.aggregateExpressions())) {
      KeyExpressions.tie((Expression) column, child, grouping)
          .ifPresent(tie -> keys.put(column.exprId(), tie));
    }
    return child.with(keys);
  }

  private static Ties window(Window window, Ties child) {
    Map<ExprId, Map<Integer, String>> keys = new HashMap<>();
    for (Expression part : Scala.list(window.partitionSpec())) {
      if (part instanceof Attribute column) {
        child.of(column).ifPresent(tie -> keys.put(column.exprId(), tie));
      }
    }
    return child.with(keys);
  }

  /** Of grouping sets: a column that every set has. */
  private static Ties expand(Expand expand, Ties child) {
    Map<ExprId, Map<Integer, String>> keys = new HashMap<>();
    List<Attribute> output = Scala.list(expand.output());
    for (int i = 0; i < output.size(); i++) {
      Set<ExprId> from = new HashSet<>();
      for (var projection : Scala.list(expand.projections())) {
        from.add(projection.apply(i) instanceof Attribute column ? column.exprId() : null);
      }
      ExprId column = from.iterator().next();
      if (from.size() == 1 && column != null && child.keys().containsKey(column)) {
        keys.put(output.get(i).exprId(), child.keys().get(column));
      }
    }
    return child.with(keys);
  }

  /** What comes out must be in parts on every side; of what only takes rows away, it may be. */
  private static Ties byPosition(LogicalPlan plan, List<Ties> children) {
    Map<ExprId, Map<Integer, String>> keys = new HashMap<>();
    List<Attribute> output = Scala.list(plan.output());
    for (int i = 0; i < output.size(); i++) {
      Optional<Map<Integer, String>> tie = column(plan, children, 0, i);
      Set<Integer> reads = new HashSet<>(children.get(0).reads());
      for (int child = 1; child < children.size() && tie.isPresent(); child++) {
        Optional<Map<Integer, String>> next = column(plan, children, child, i);
        tie =
            next.isEmpty() && plan instanceof Union
                ? Optional.empty()
                : Ties.apart(tie, reads, next, children.get(child).reads());
        reads.addAll(children.get(child).reads());
      }
      if (tie.isPresent()) {
        keys.put(output.get(i).exprId(), tie.get());
      }
    }
    return none(children).with(keys);
  }

  private static Optional<Map<Integer, String>> column(
      LogicalPlan plan, List<Ties> children, int child, int column) {
    return children
        .get(child)
        .of(Scala.list(Scala.list(plan.children()).get(child).output()).get(column));
  }

  private static Ties none(List<Ties> children) {
    Set<Integer> reads = new HashSet<>();
    children.forEach(child -> reads.addAll(child.reads()));
    return new Ties(Map.of(), reads);
  }
}
