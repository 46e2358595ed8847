package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The table beside an AUTO CDC target that keeps every change of its flows. The target is computed
 * from the set of a key's changes, so the order in which they arrived does not matter.
 */
public final class ChangeLog {
  /** Of its name, after the target's. */
  static final String SUFFIX = "__changes";

  static final String SEQUENCE = "__sequence";
  static final String OPERATION = "__operation";
  static final String FLOW = "__flow";
  static final String UPSERT = "upsert";
  static final String DELETE = "delete";
  static final String TRUNCATE = "truncate";

  /** From when on a row of an SCD TYPE 2 target holds. */
  static final String START_AT = "__START_AT";

  /** Until when; null for rows that hold now. */
  static final String END_AT = "__END_AT";

  /** Names within queries. */
  static final String OWN = "__perigon_";

  private static final List<String> RESERVED = List.of(SEQUENCE, OPERATION, FLOW, START_AT, END_AT);

  private ChangeLog() {}

  /** Whether {@code table} is one, by its name. */
  public static boolean isLog(TableName table) {
    return table.table().toLowerCase(Locale.ROOT).endsWith(SUFFIX);
  }

  static boolean isReserved(String column) {
    return RESERVED.stream().anyMatch(column::equalsIgnoreCase)
        || column.toLowerCase(Locale.ROOT).startsWith(OWN);
  }

  /**
   * @param data the target's columns without those of its history
   */
  static Schema schema(Schema data, SqlType sequence) {
    List<Column> columns = new ArrayList<>(OutputFit.nullable(data).columns());
    columns.add(column(SEQUENCE, sequence, "Of two changes of a key, the greater one is later"));
    columns.add(column(OPERATION, Scalar.STRING, "upsert, delete or truncate"));
    columns.add(column(FLOW, Scalar.STRING, "The flow that brought the change"));
    return new Schema(columns);
  }

  /** {@code rows} with the columns of a history at the end, unless they are there. */
  static Schema withHistory(Schema rows, SqlType sequence) {
    List<Column> columns = new ArrayList<>(rows.columns());
    if (rows.find(START_AT).isEmpty()) {
      columns.add(column(START_AT, sequence, "From this point on the row holds"));
    }
    if (rows.find(END_AT).isEmpty()) {
      columns.add(column(END_AT, sequence, "From this point on it does not; null: it holds now"));
    }
    return new Schema(columns);
  }

  /** {@code rows} with the columns of changes that they have not got, and their wider types. */
  static Schema withDataOf(Schema rows, Schema changes) {
    List<Column> data =
        changes.columns().stream().filter(column -> !isReserved(column.name())).toList();
    return FlowAnalyses.with(FlowAnalyses.widened(rows, data), data);
  }

  static Schema withoutHistory(Schema rows) {
    return new Schema(
        rows.columns().stream()
            .filter(column -> !column.name().equalsIgnoreCase(START_AT))
            .filter(column -> !column.name().equalsIgnoreCase(END_AT))
            .toList());
  }

  private static Column column(String name, SqlType type, String comment) {
    return new Column(name, type, true, Optional.of(comment));
  }
}
