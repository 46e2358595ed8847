package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.AnalyzedQuery.ColumnReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataTypes;

/** Which columns of a plan hold texts of an input as they are, and the dictionaries in use. */
final class Dictionaries {
  private final Map<ExprId, ColumnReference> copies;
  private final List<ColumnReference> used = new ArrayList<>();

  private Dictionaries(Map<ExprId, ColumnReference> copies) {
    this.copies = copies;
  }

  static Dictionaries none() {
    return new Dictionaries(Map.of());
  }

  static Dictionaries of(LogicalPlan plan) {
    return new Dictionaries(Copies.of(plan));
  }

  /** The name of the dictionary that has every value of {@code column} but NULL. */
  Optional<String> of(Expression column) {
    if (!(column instanceof Attribute attribute)
        || !attribute.dataType().equals(DataTypes.StringType)
        || !copies.containsKey(attribute.exprId())) {
      return Optional.empty();
    }
    ColumnReference origin = copies.get(attribute.exprId());
    if (!used.contains(origin)) {
      used.add(origin);
    }
    return Optional.of("dictionary_" + used.indexOf(origin));
  }

  /** Those that were asked for, in the order of their numbers. */
  List<ColumnReference> used() {
    return List.copyOf(used);
  }
}
