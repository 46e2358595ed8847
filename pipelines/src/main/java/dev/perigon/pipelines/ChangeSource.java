package dev.perigon.pipelines;

import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.statement.Statement.CdcFlow;
import dev.perigon.sql.statement.Statement.ColumnSelection;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The source of an AUTO CDC flow as rows of its target's log.
 *
 * @param all its columns and where they come from
 * @param data the columns that go into the target
 * @param sequence the type of SEQUENCE BY
 */
record ChangeSource(Flow flow, AnalyzedQuery all, Schema data, SqlType sequence) {

  /**
   * @param source all of the flow's source, analysed
   */
  static ChangeSource of(Flow flow, AnalyzedQuery source, Analyses analyses, Resolver resolver) {
    CdcFlow cdc = flow.changes().orElseThrow();
    Schema data = selected(flow, "COLUMNS", source.schema(), cdc.columns());
    for (Column column : data.columns()) {
      if (ChangeLog.isReserved(column.name())) {
        throw ChangeErrors.reservedColumn(flow, column.name());
      }
    }
    for (String key : cdc.keys()) {
      Column column =
          data.find(key)
              .orElseThrow(() -> ChangeErrors.unknownColumn(flow, "KEYS", key, data.names()));
      if (holdsMap(column.type()) || column.type() == Scalar.VOID) {
        throw ChangeErrors.badKeyType(flow, key, column.type());
      }
    }
    if (!cdc.fromSnapshot()) {
      checkAlone(flow, data, analyses);
    }
    return new ChangeSource(flow, source, data, sequence(flow, data, analyses, resolver));
  }

  /** Order and conditions look at a change alone: what else they read nobody would wait for. */
  private static void checkAlone(Flow flow, Schema data, Analyses analyses) {
    int ofSource = analyses.references(flow.query()).size();
    if (analyses.references(changes(flow, data.names())).size() > ofSource) {
      throw ChangeErrors.readsTables(flow);
    }
  }

  /** The columns of {@code all} that {@code selection} names, in the order of {@code all}. */
  static Schema selected(Flow flow, String clause, Schema all, ColumnSelection selection) {
    for (String name : selection.names()) {
      if (all.find(name).isEmpty()) {
        throw ChangeErrors.unknownColumn(flow, clause, name, all.names());
      }
    }
    return new Schema(
        all.columns().stream()
            .filter(
                column ->
                    selection.names().stream().anyMatch(column.name()::equalsIgnoreCase)
                        != selection.except())
            .toList());
  }

  private static SqlType sequence(Flow flow, Schema data, Analyses analyses, Resolver resolver) {
    CdcFlow cdc = flow.changes().orElseThrow();
    if (cdc.fromSnapshot()) {
      return Scalar.TIMESTAMP;
    }
    Schema schema;
    try {
      schema = analyses.analyze(changes(flow, data.names()), resolver).schema();
    } catch (PerigonException e) {
      complainAlone(cdc, analyses, resolver);
      throw e;
    }
    SqlType type = OutputFit.nullable(schema.find(ChangeLog.SEQUENCE).orElseThrow().type());
    Origin place = cdc.sequenceBy().orElseThrow().origin();
    if (!isOrdered(type)) {
      throw ChangeErrors.unorderedSequence(flow, type, place);
    }
    return type;
  }

  private static boolean isOrdered(SqlType type) {
    if (type instanceof SqlType.Struct struct) {
      return !struct.fields().columns().isEmpty()
          && struct.fields().columns().stream().allMatch(field -> isOrdered(field.type()));
    }
    return type instanceof SqlType.Decimal
        || type instanceof Scalar
            && type != Scalar.VOID
            && type != Scalar.DAY_TIME_INTERVAL
            && type != Scalar.YEAR_MONTH_INTERVAL;
  }

  /** The complaint about one expression alone has its true place. */
  private static void complainAlone(CdcFlow cdc, Analyses analyses, Resolver resolver) {
    String from = " FROM " + cdc.source().text();
    SqlText sequence = cdc.sequenceBy().orElseThrow();
    analyses.analyze(PlacedText.after("SELECT (", sequence, ")" + from), resolver);
    for (SqlText condition : conditions(cdc)) {
      analyses.analyze(
          PlacedText.after("SELECT CASE WHEN (", condition, ") THEN 1 END" + from), resolver);
    }
  }

  private static List<SqlText> conditions(CdcFlow cdc) {
    return java.util.stream.Stream.concat(
            cdc.applyAsDeleteWhen().stream(), cdc.applyAsTruncateWhen().stream())
        .toList();
  }

  /** The log with the new columns of the source, and with its wider types but for keys. */
  Schema grown(Schema log, FlowAnalyses analysed) {
    CdcFlow cdc = flow.changes().orElseThrow();
    boolean gains = cdc.columns().except() && !analysed.isDeclared();
    if (flow.fromSnapshot()) { // a dump says all that holds now, whatever it said before
      return gains ? FlowAnalyses.with(log, data.columns()) : log;
    }
    List<Column> known =
        analysed.grown(log, flow, all).columns().stream()
            .filter(column -> data.find(column.name()).isPresent())
            .filter(column -> cdc.keys().stream().noneMatch(column.name()::equalsIgnoreCase))
            .toList();
    Schema wider = FlowAnalyses.widened(log, known);
    return gains ? FlowAnalyses.with(wider, known) : wider;
  }

  /** The rows of the log that the flow's source brings. */
  SqlText changes() {
    return changes(flow, data.names());
  }

  private static SqlText changes(Flow flow, List<String> columns) {
    CdcFlow cdc = flow.changes().orElseThrow();
    String operation =
        cdc.applyAsTruncateWhen().map(when -> when(when, ChangeLog.TRUNCATE)).orElse("")
            + cdc.applyAsDeleteWhen().map(when -> when(when, ChangeLog.DELETE)).orElse("");
    String list =
        columns.stream().map(Identifiers::quote).collect(Collectors.joining(", "))
            + ", (%s\n) AS `%s`"
                .formatted(cdc.sequenceBy().orElseThrow().text(), ChangeLog.SEQUENCE)
            + (operation.isEmpty()
                ? ", '%s' AS `%s`".formatted(ChangeLog.UPSERT, ChangeLog.OPERATION)
                : ", CASE%s ELSE '%s' END AS `%s`"
                    .formatted(operation, ChangeLog.UPSERT, ChangeLog.OPERATION))
            + ", %s AS `%s`".formatted(Identifiers.literal(flow.name()), ChangeLog.FLOW);
    return PlacedText.after("FROM", cdc.source(), " SELECT " + list);
  }

  private static String when(SqlText condition, String operation) {
    return " WHEN (%s\n) THEN '%s'".formatted(condition.text(), operation);
  }

  static boolean holdsMap(SqlType type) {
    if (type instanceof SqlType.Array array) {
      return holdsMap(array.element());
    }
    if (type instanceof SqlType.Struct struct) {
      return struct.fields().columns().stream().anyMatch(field -> holdsMap(field.type()));
    }
    return type instanceof SqlType.MapOf;
  }
}
