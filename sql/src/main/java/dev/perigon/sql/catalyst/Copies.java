package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.AnalyzedQuery.ColumnReference;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;

/**
 * The columns of a plan that hold nothing but NULLs and values of one input column, by expression
 * id. An id that stands for anything else as well, as that of a union does, is none of them.
 */
final class Copies {
  private final Map<ExprId, ColumnReference> copies = new HashMap<>();
  private final Set<ExprId> others = new HashSet<>();
  private final Map<Long, CTERelationDef> definitions = new HashMap<>();

  private Copies() {}

  static Map<ExprId, ColumnReference> of(LogicalPlan plan) {
    Copies copies = new Copies();
    copies.visit(plan);
    copies.copies.keySet().removeAll(copies.others);
    return copies.copies;
  }

  private void visit(LogicalPlan plan) {
    if (plan instanceof WithCTE with) {
      Scala.list(with.cteDefs()).forEach(this::visit);
      visit(with.plan());
      return;
    }
    Scala.list(plan.children()).forEach(this::visit);
    Scala.list(plan.expressions()).forEach(this::visit);
    if (plan instanceof InputLeaf leaf) {
      Scala.list(leaf.output())
          .forEach(c -> add(c.exprId(), new ColumnReference(leaf.input(), c.name())));
    } else if (plan instanceof CTERelationDef definition) {
      definitions.put(definition.id(), definition);
    } else if (plan instanceof CTERelationRef reference) {
      rename(reference, definitions.get(reference.cteId()));
    } else if (plan instanceof Union) { // its ids are those of its first part
      Scala.list(plan.output()).forEach(column -> others.add(column.exprId()));
    } else if (plan instanceof Expand expand) {
      Scala.list(expand.projections())
          .forEach(row -> assign(Scala.list(expand.output()), Scala.list(row)));
    }
  }

  private void rename(CTERelationRef reference, CTERelationDef definition) {
    List<Attribute> columns = Scala.list(((LogicalPlan) reference).output());
    if (definition == null) {
      columns.forEach(column -> others.add(column.exprId()));
    } else {
      assign(columns, Scala.list(definition.output()));
    }
  }

  private void assign(List<Attribute> columns, List<? extends Expression> values) {
    for (int i = 0; i < columns.size(); i++) {
      assign(columns.get(i).exprId(), values.get(i));
    }
  }

  private void visit(Expression expression) {
    Scala.list(expression.children()).forEach(this::visit);
    if (expression instanceof PlanExpression<?> subquery
        && subquery.plan() instanceof LogicalPlan plan) {
      visit(plan);
    }
    if (expression instanceof Alias alias) {
      assign(alias.exprId(), alias.child());
    }
  }

  private void assign(ExprId column, Expression value) {
    if (value instanceof Attribute same && same.exprId().equals(column)) {
      return;
    }
    ColumnReference origin =
        value instanceof Attribute attribute && !others.contains(attribute.exprId())
            ? copies.get(attribute.exprId())
            : null;
    if (origin == null) {
      others.add(column);
    } else {
      add(column, origin);
    }
  }

  private void add(ExprId column, ColumnReference origin) {
    ColumnReference before = copies.putIfAbsent(column, origin);
    if (before != null && !before.equals(origin)) {
      others.add(column);
    }
  }
}
