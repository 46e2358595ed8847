package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.AnalyzedQuery.Encoded;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.type.Identifiers;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/** Says a whole query: the plan, and the names and exact types that its user sees. */
final class DuckDbText {
  private static final String PREFIX = "";

  private DuckDbText() {}

  /**
   * @throws UnsupportedRendering when a part of the plan has no counterpart
   */
  static Rendering.Sql of(LogicalPlan plan, ZoneId timeZone, Entries entries) {
    Dictionaries dictionaries = Dictionaries.of(plan);
    InputColumns read = new InputColumns();
    String text = text(plan, timeZone, entries, dictionaries, read);
    Map<Integer, String> constants = constants(plan, timeZone, entries);
    if (dictionaries.used().isEmpty()) {
      return new Rendering.Sql(text, Optional.empty(), read.byInput(), constants);
    }
    String plain = text(plan, timeZone, entries, Dictionaries.none(), read);
    Encoded encoded = new Encoded(text, dictionaries.used());
    return new Rendering.Sql(plain, Optional.of(encoded), read.byInput(), constants);
  }

  private static Map<Integer, String> constants(
      LogicalPlan plan, ZoneId timeZone, Entries entries) {
    Map<Integer, String> texts = new HashMap<>();
    ConstantColumns.of(plan)
        .forEach(
            (column, row) ->
                texts.put(
                    column, text(row, timeZone, entries, Dictionaries.none(), new InputColumns())));
    return texts;
  }

  private static String text(
      LogicalPlan plan,
      ZoneId timeZone,
      Entries entries,
      Dictionaries dictionaries,
      InputColumns read) {
    Names names = new Names(prefix(plan));
    PlanRenderer renderer =
        new PlanRenderer(names, UsedColumns.of(plan), read, timeZone, entries, dictionaries);
    Select select = renderer.render(plan);
    List<Attribute> output = Scala.list(plan.output());
    List<String> shorts = output.stream().map(c -> names.column(c.exprId())).toList();
    Map<String, String> columns = select.columns();
    boolean onTop =
        select.isDistinct()
            || (columns == null && !select.takesColumns() && !select.isOrdered())
            || (columns != null
                && shorts.stream().anyMatch(c -> Collections.frequency(shorts, c) > 1));
    Select root = onTop ? renderer.over(select) : select;
    List<String> list = new ArrayList<>();
    for (int i = 0; i < output.size(); i++) {
      String value = onTop || columns == null ? shorts.get(i) : columns.get(shorts.get(i));
      list.add(
          "CAST(%s AS %s) AS %s"
              .formatted(
                  value, type(output.get(i)), Identifiers.quoteForDuckDb(output.get(i).name())));
    }
    return root.text(list.isEmpty() ? "1" : String.join(",\n  ", list));
  }

  private static String type(Attribute column) {
    return CatalystTypes.duckDb(column.dataType())
        .orElseThrow(
            () -> new UnsupportedRendering("the type " + column.dataType().sql(), column.origin()));
  }

  /** Sort keys must not be mistaken for the user's columns: no user's name may begin like ours. */
  private static String prefix(LogicalPlan plan) {
    String prefix = PREFIX;
    List<String> taken =
        Scala.list(plan.output()).stream().map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    while (true) {
      String candidate = prefix;
      if (taken.stream().noneMatch(name -> name.matches(candidate + "[ctw][0-9]+"))) {
        return prefix;
      }
      prefix += "x";
    }
  }
}
