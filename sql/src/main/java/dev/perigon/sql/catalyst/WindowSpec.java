package dev.perigon.sql.catalyst;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.CurrentRow$;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.RowFrame$;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.SpecifiedWindowFrame;
import org.apache.spark.sql.catalyst.expressions.UnboundedFollowing$;
import org.apache.spark.sql.catalyst.expressions.UnboundedPreceding$;
import org.apache.spark.sql.catalyst.expressions.WindowSpecDefinition;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.YearMonthIntervalType;

/** The parts of {@code OVER (…)}: partitions and order, and the frame. */
record WindowSpec(String partitionsAndOrder, String frame) {
  private static final long MICROS_PER_DAY = 86_400_000_000L;

  static WindowSpec of(WindowSpecDefinition definition, ExpressionWriter writer) {
    List<Expression> partitions = Scala.list(definition.partitionSpec());
    List<SortOrder> orders = Scala.list(definition.orderSpec());
    StringBuilder text = new StringBuilder();
    if (!partitions.isEmpty()) {
      text.append("PARTITION BY ")
          .append(partitions.stream().map(writer::write).collect(Collectors.joining(", ")))
          .append(' ');
    }
    if (!orders.isEmpty()) {
      text.append("ORDER BY ")
          .append(
              orders.stream()
                  .map(order -> OrderKey.orderBy(order, writer))
                  .collect(Collectors.joining(", ")))
          .append(' ');
    }
    return new WindowSpec(text.toString(), frame(definition, orders, writer));
  }

  String withFrame() {
    return "OVER (" + partitionsAndOrder + frame + ")";
  }

  /** For functions that look at the whole partition, whatever the frame. */
  String withoutFrame() {
    return "OVER (" + partitionsAndOrder.strip() + ")";
  }

  private static String frame(
      WindowSpecDefinition definition, List<SortOrder> orders, ExpressionWriter writer) {
    if (!(definition.frameSpecification() instanceof SpecifiedWindowFrame frame)) {
      return "";
    }
    boolean rows = frame.frameType().equals(RowFrame$.MODULE$);
    boolean dates = !rows && orders.size() == 1 && orders.get(0).dataType() instanceof DateType;
    return "%s BETWEEN %s AND %s"
        .formatted(
            rows ? "ROWS" : "RANGE",
            bound(frame.lower(), dates, writer),
            bound(frame.upper(), dates, writer));
  }

  private static String bound(Expression bound, boolean dates, ExpressionWriter writer) {
    if (bound.equals(UnboundedPreceding$.MODULE$)) {
      return "UNBOUNDED PRECEDING";
    }
    if (bound.equals(UnboundedFollowing$.MODULE$)) {
      return "UNBOUNDED FOLLOWING";
    }
    if (bound.equals(CurrentRow$.MODULE$)) {
      return "CURRENT ROW";
    }
    if (!bound.foldable() || bound.eval(null) == null) {
      throw writer.unsupported(bound, "a frame bound must be a constant");
    }
    BigDecimal value = new BigDecimal(bound.eval(null).toString());
    String distance = distance(bound, value.abs(), dates);
    return distance + (value.signum() < 0 ? " PRECEDING" : " FOLLOWING");
  }

  private static String distance(Expression bound, BigDecimal value, boolean dates) {
    if (bound.dataType() instanceof YearMonthIntervalType) {
      return "INTERVAL '%s months'".formatted(value);
    }
    if (bound.dataType() instanceof DayTimeIntervalType) {
      long micros = value.longValueExact();
      return "INTERVAL '%d days %d microseconds'"
          .formatted(micros / MICROS_PER_DAY, micros % MICROS_PER_DAY);
    }
    return dates ? "INTERVAL '%s days'".formatted(value) : value.toPlainString();
  }
}
