package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.expressions.Attribute;

/**
 * Says {@code session_window}: each row brings a session of its own, from its time to the gap's
 * end; sessions of one group that overlap or touch become one.
 */
final class SessionWindows {
  private static final String MARKER = "spark.sessionWindow";

  private final PlanRenderer plans;
  private final Names names;

  SessionWindows(PlanRenderer plans, Names names) {
    this.plans = plans;
    this.names = names;
  }

  static boolean isSession(Object key) {
    return key instanceof Attribute attribute && attribute.metadata().contains(MARKER);
  }

  /**
   * @param session the column with each row's session
   * @param keys the other columns that rows are grouped by
   */
  Select merged(Select child, List<String> columns, String session, List<String> keys) {
    String start = "struct_extract(%s, 'start')".formatted(session);
    String end = "struct_extract(%s, 'end')".formatted(session);
    String order = "ORDER BY %s, %s".formatted(start, end);
    String first = names.fresh();
    String number = names.fresh();
    String before =
        "max(%s) OVER (%s%s ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
            .formatted(end, partition(keys), order);
    Select starts =
        with(
            child, columns, first, "CASE WHEN %s <= %s THEN 0 ELSE 1 END".formatted(start, before));
    Select numbered =
        with(
            starts,
            columns,
            number,
            "sum(%s) OVER (%s%s)".formatted(first, partition(keys), order));
    List<String> one = new ArrayList<>(keys);
    one.add(number);
    String over = "OVER (" + partition(one) + ")";
    return with(
        numbered,
        columns,
        session,
        "struct_pack(\"start\" := min(%s) %s, \"end\" := max(%s) %s)"
            .formatted(start, over, end, over));
  }

  private static String partition(List<String> keys) {
    return keys.isEmpty() ? "" : "PARTITION BY " + String.join(", ", keys) + " ";
  }

  private Select with(Select child, List<String> columns, String name, String value) {
    Map<String, String> list = new LinkedHashMap<>();
    columns.forEach(column -> list.put(column, column));
    list.put(name, value);
    return plans.over(child).columns(list);
  }
}
