package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.AnalyzedQuery.ColumnReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.ResolvedInlineTable;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.OuterReference;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;

/** Which input columns each column of a plan is computed from, by expression id. */
final class Lineage {
  private final Map<ExprId, Set<ColumnReference>> origins = new HashMap<>();
  private final Map<Long, CTERelationDef> definitions = new HashMap<>();

  private Lineage() {}

  static List<List<ColumnReference>> of(LogicalPlan plan) {
    Lineage lineage = new Lineage();
    lineage.visit(plan);
    List<List<ColumnReference>> columns = new ArrayList<>();
    for (Attribute column : Scala.list(plan.output())) {
      columns.add(List.copyOf(lineage.origins.getOrDefault(column.exprId(), Set.of())));
    }
    return columns;
  }

  private void visit(LogicalPlan plan) {
    if (plan instanceof WithCTE with) {
      Scala.list(with.cteDefs()).forEach(this::visit);
      visit(with.plan());
      return;
    }
    Scala.list(plan.children()).forEach(this::visit);
    Scala.list(plan.expressions()).forEach(this::visitExpression);
    if (plan instanceof InputLeaf leaf) {
      Scala.list(leaf.output())
          .forEach(c -> add(c, Set.of(new ColumnReference(leaf.input(), c.name()))));
    } else if (plan instanceof CTERelationDef definition) {
      definitions.put(definition.id(), definition);
    } else if (plan instanceof CTERelationRef reference) {
      LogicalPlan definition = definitions.get(reference.cteId());
      if (definition != null) {
        byPosition(plan, definition);
      }
    } else if (plan instanceof Union || plan instanceof Intersect || plan instanceof Except) {
      Scala.list(plan.children()).forEach(child -> byPosition(plan, child));
    } else {
      produce(plan);
    }
  }

  private void produce(LogicalPlan plan) {
    if (plan instanceof Expand expand) {
      Scala.list(expand.projections()).forEach(p -> assign(expand.output(), Scala.list(p)));
    } else if (plan instanceof ResolvedInlineTable table) {
      Scala.list(table.rows()).forEach(r -> assign(table.output(), Scala.list(r)));
    } else if (plan instanceof Generate generate) {
      Set<ColumnReference> used = references((Expression) generate.generator());
      Scala.list(generate.generatorOutput()).forEach(c -> add(c, used));
    }
  }

  private void visitExpression(Expression expression) {
    Scala.list(expression.children()).forEach(this::visitExpression);
    if (expression instanceof PlanExpression<?> subquery
        && subquery.plan() instanceof LogicalPlan plan) {
      visit(plan);
    }
    if (expression instanceof Alias alias) {
      origins
          .computeIfAbsent(alias.exprId(), missing -> new LinkedHashSet<>())
          .addAll(references(alias.child()));
    }
  }

  private Set<ColumnReference> references(Expression expression) {
    if (expression instanceof Attribute attribute) {
      return origins.getOrDefault(attribute.exprId(), Set.of());
    }
    if (expression instanceof OuterReference outer) {
      return origins.getOrDefault(outer.exprId(), Set.of());
    }
    Set<ColumnReference> all = new LinkedHashSet<>();
    Scala.list(expression.children()).forEach(child -> all.addAll(references(child)));
    if (expression instanceof PlanExpression<?> subquery
        && subquery.plan() instanceof LogicalPlan plan) {
      Scala.list(plan.output())
          .forEach(c -> all.addAll(origins.getOrDefault(c.exprId(), Set.of())));
    }
    return all;
  }

  private void byPosition(LogicalPlan plan, LogicalPlan child) {
    assign(plan.output(), List.<Expression>copyOf(Scala.list(child.output())));
  }

  private void assign(scala.collection.immutable.Seq<Attribute> output, List<Expression> values) {
    List<Attribute> columns = Scala.list(output);
    for (int i = 0; i < columns.size(); i++) {
      add(columns.get(i), references(values.get(i)));
    }
  }

  private void add(Attribute column, Set<ColumnReference> references) {
    origins.computeIfAbsent(column.exprId(), missing -> new LinkedHashSet<>()).addAll(references);
  }
}
