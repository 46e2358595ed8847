package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.Accumulation;
import dev.perigon.sql.query.Volatility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;

/**
 * Proves that a plan's answer adds up over parts of its inputs' rows: it is one aggregation, over
 * rows that each come from one input row, of which every column is known to. Anything that is not
 * known here does not add up.
 */
final class Accumulations {
  private final RowByRow rows = new RowByRow();
  private final Map<Long, Groups> definitions = new HashMap<>();

  private Accumulations() {}

  /**
   * An answer that is the groups of one aggregation.
   *
   * @param by what they are grouped by
   * @param columns of the answer, as expressions of the aggregation
   */
  private record Groups(List<Expression> by, List<Expression> columns) {}

  /** For each column of {@code plan}; empty when it is not known to add up. */
  static List<Accumulation> of(LogicalPlan plan, Volatility volatility) {
    return volatility == Volatility.CHANCE
        ? List.of()
        : new Accumulations().groups(plan).map(Accumulations::each).orElse(List.of());
  }

  /**
   * For every column; for none when one does not add up, or a key that groups differ in is missing.
   */
  private static List<Accumulation> each(Groups groups) {
    List<Accumulation> all = new ArrayList<>();
    for (Expression column : groups.columns()) {
      Optional<Accumulation> one =
          isAnyOf(groups.by(), column) ? key(column) : AccumulatingFunctions.accumulation(column);
      one.ifPresent(all::add);
    }
    boolean areTold = groups.by().stream().allMatch(key -> isAnyOf(groups.columns(), key));
    return areTold && all.size() == groups.columns().size() ? all : List.of();
  }

  private static boolean isAnyOf(List<Expression> expressions, Expression wanted) {
    return expressions.stream().anyMatch(wanted::semanticEquals);
  }

  private static Optional<Accumulation> key(Expression column) {
    return KeyExpressions.isKey(column.dataType())
        ? Optional.of(Accumulation.KEY)
        : Optional.empty();
  }

  private Optional<Groups> groups(LogicalPlan plan) {
    if (plan instanceof WithCTE with) {
      Scala.list(with.cteDefs()).forEach(this::define);
      return groups(with.plan());
    }
    if (plan instanceof CTERelationRef reference) {
      return Optional.ofNullable(definitions.get(reference.cteId()));
    }
    if (plan instanceof SubqueryAlias alias) {
      return groups(alias.child());
    }
    if (plan instanceof Project project) {
      return groups(project.child()).flatMap(groups -> renamed(project, groups));
    }
    return plan instanceof Aggregate aggregate ? groups(aggregate) : Optional.empty();
  }

  private void define(CTERelationDef definition) {
    rows.define(definition);
    groups(definition.child()).ifPresent(groups -> definitions.put(definition.id(), groups));
  }

  private Optional<Groups> groups(Aggregate aggregate) {
    List<Expression> by = Scala.list(aggregate.groupingExpressions());
    boolean isOfRows =
        !by.isEmpty() && !RowByRow.readsInSubqueries(aggregate) && rows.holds(aggregate.child());
    return isOfRows
        ? Optional.of(
            new Groups(
                by,
                Scala.list(aggregate.aggregateExpressions()).stream()
                    .map(Accumulations::unnamed)
                    .toList()))
        : Optional.empty();
  }

  /** The groups with the columns of a {@code project} that only names them. */
  private static Optional<Groups> renamed(Project project, Groups groups) {
    List<Expression> below = List.copyOf(Scala.list(project.child().output()));
    List<Expression> columns = new ArrayList<>();
    for (NamedExpression column : Scala.list(project.projectList())) {
      int place = place(below, unnamed(column));
      if (place < 0) {
        return Optional.empty();
      }
      columns.add(groups.columns().get(place));
    }
    return Optional.of(new Groups(groups.by(), columns));
  }

  private static int place(List<Expression> columns, Expression wanted) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).semanticEquals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  private static Expression unnamed(NamedExpression column) {
    return column instanceof Alias alias ? alias.child() : (Expression) column;
  }
}
