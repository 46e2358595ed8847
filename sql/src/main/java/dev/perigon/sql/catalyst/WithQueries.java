package dev.perigon.sql.catalyst;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationDef;
import org.apache.spark.sql.catalyst.plans.logical.CTERelationRef;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.WithCTE;

/** Says WITH and what reads from it. */
final class WithQueries {
  private final PlanRenderer plans;
  private final Names names;
  private final Map<Long, List<Attribute>> outputs = new HashMap<>();

  WithQueries(PlanRenderer plans, Names names) {
    this.plans = plans;
    this.names = names;
  }

  Select with(WithCTE with) {
    String definitions =
        Scala.list(with.cteDefs()).stream()
            .map(this::definition)
            .collect(Collectors.joining(",\n", "WITH ", "\n"));
    Select body = plans.render(with.plan());
    return (body.hasWith() ? plans.over(body) : body).with(definitions);
  }

  private String definition(CTERelationDef definition) {
    outputs.put(definition.id(), Scala.list(definition.child().output()));
    return "%s AS (%s)"
        .formatted(names.definition(definition.id()), plans.render(definition.child()).text());
  }

  Select reference(CTERelationRef reference) {
    List<Attribute> source = outputs.get(reference.cteId());
    if (source == null) {
      throw new UnsupportedRendering("WITH RECURSIVE", reference.origin());
    }
    List<Attribute> output = Scala.list(((LogicalPlan) reference).output());
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < output.size(); i++) {
      if (plans.uses(output.get(i))) {
        columns.put(names.column(output.get(i).exprId()), names.column(source.get(i).exprId()));
      }
    }
    return Select.from(names.definition(reference.cteId())).columns(columns);
  }
}
