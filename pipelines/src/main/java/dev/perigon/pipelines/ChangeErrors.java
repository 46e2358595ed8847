package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.SqlType;
import java.time.Instant;
import java.util.List;

/** What can go wrong with AUTO CDC. */
final class ChangeErrors {
  private ChangeErrors() {}

  static PerigonException logName(TableName dataset, TableName other, Origin origin) {
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot declare '%s': '%s' keeps its changes under that name"
            .formatted(other.table(), dataset.table()),
        "Rename it",
        origin);
  }

  static PerigonException mixedFlows(Dataset dataset, Flow flow) {
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot attach flow '%s': AUTO CDC changes the rows of '%s', and other flows only add rows"
            .formatted(flow.name(), dataset.name().table()),
        "Fill '%s' by AUTO CDC flows alone, without AS SELECT and INSERT INTO"
            .formatted(dataset.name().table()),
        flow.origin());
  }

  static PerigonException flowsDisagree(Dataset dataset, Flow first, Flow flow, String clause) {
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot apply flow '%s' to '%s': its %s differs from that of flow '%s' (%s)"
            .formatted(flow.name(), dataset.name().table(), clause, first.name(), first.origin()),
        "Let all flows of a target say the same",
        flow.origin());
  }

  static PerigonException dumpNotAlone(Dataset dataset, Flow flow) {
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot apply flow '%s' to '%s': what a dump does not hold is deleted, and other flows bring rows too"
            .formatted(flow.name(), dataset.name().table()),
        "Give the flow FROM SNAPSHOT a target of its own",
        flow.origin());
  }

  static PerigonException streamedDump(Flow flow, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot compare dumps in flow '%s': its source streams, and a dump is read whole each time"
            .formatted(flow.name()),
        "Take STREAM away",
        origin);
  }

  static PerigonException readsTables(Flow flow) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot apply flow '%s': its SEQUENCE BY or a condition reads other tables"
            .formatted(flow.name()),
        "Join what it needs in a view that the flow reads",
        flow.origin());
  }

  static PerigonException unknownColumn(
      Flow flow, String clause, String column, List<String> columns) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot apply flow '%s': %s names '%s', and there is no such column"
            .formatted(flow.name(), clause, column),
        Suggestions.ask(column, columns, "Columns are: " + String.join(", ", columns)),
        flow.origin());
  }

  static PerigonException reservedColumn(Flow flow, String column) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot apply flow '%s': AUTO CDC keeps the column name '%s' for itself"
            .formatted(flow.name(), column),
        "Leave the column out with COLUMNS * EXCEPT (%s), or rename it in a view that the flow reads"
            .formatted(column),
        flow.origin());
  }

  static PerigonException badKeyType(Flow flow, String key, SqlType type) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot apply flow '%s': key '%s' is of type %s, whose values cannot be compared"
            .formatted(flow.name(), key, type.ddl()),
        "Use columns of other types as KEYS",
        flow.origin());
  }

  static PerigonException keyType(
      Dataset dataset, Flow flow, String key, SqlType found, SqlType kept) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot apply flow '%s' to '%s': key '%s' is %s in its source and %s in the table"
            .formatted(flow.name(), dataset.name().table(), key, found.ddl(), kept.ddl()),
        "CAST it in a view that the flow reads; or, if the source has changed for good, %s"
            .formatted(rebuild(dataset)),
        flow.origin());
  }

  static PerigonException keysChanged(Dataset dataset, List<String> before, List<String> now) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot apply changes to '%s' by KEYS (%s): the changes kept so far go by (%s)"
            .formatted(dataset.name().table(), String.join(", ", now), String.join(", ", before)),
        "Keep the keys, or %s".formatted(rebuild(dataset)),
        dataset.flows().get(0).origin());
  }

  static PerigonException historyChanged(Dataset dataset, int scdType) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot store '%s' as SCD TYPE %d: its table is of the other type"
            .formatted(dataset.name().table(), scdType),
        "Keep the type, or %s".formatted(rebuild(dataset)),
        dataset.flows().get(0).origin());
  }

  static PerigonException unorderedSequence(Flow flow, SqlType type, Origin origin) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot apply flow '%s': SEQUENCE BY is of type %s, which does not say what is later"
            .formatted(flow.name(), type.ddl()),
        "Sequence by a number, text, date or timestamp, or by a STRUCT of them",
        origin);
  }

  static PerigonException sequenceType(
      Dataset dataset, Flow flow, SqlType found, SqlType kept, Origin origin) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot apply flow '%s' to '%s': its SEQUENCE BY is %s, and the other changes go by %s"
            .formatted(flow.name(), dataset.name().table(), found.ddl(), kept.ddl()),
        "CAST it; or, if the source has changed for good, %s".formatted(rebuild(dataset)),
        origin);
  }

  static PerigonException historyColumnType(
      Dataset dataset, String column, SqlType declared, SqlType sequence) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot declare column '%s' of '%s' as %s: SEQUENCE BY is %s"
            .formatted(column, dataset.name().table(), declared.ddl(), sequence.ddl()),
        "Declare it as %s, or leave it out".formatted(sequence.ddl()),
        dataset.origin());
  }

  static PerigonException notNullIgnored(Dataset dataset, String column) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot keep column '%s' of '%s' NOT NULL: with IGNORE NULL UPDATES the first change of a row may leave it out"
            .formatted(column, dataset.name().table()),
        "Take away NOT NULL or IGNORE NULL UPDATES",
        dataset.origin());
  }

  static PerigonException logGone(Dataset dataset) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot apply changes to '%s': the table '%s' with its changes so far is gone"
            .formatted(dataset.name().table(), dataset.changeLog().table()),
        "Compute both anew from the sources: %s".formatted(rebuild(dataset)),
        dataset.origin());
  }

  static PerigonException otherColumns(Dataset dataset, String column) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot apply changes to '%s': column '%s' is another or none in the table '%s' with its changes so far"
            .formatted(dataset.name().table(), column, dataset.changeLog().table()),
        "Compute both anew from the sources: %s".formatted(rebuild(dataset)),
        dataset.origin());
  }

  static PerigonException nullKey(Dataset dataset, String key, long rows) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot apply changes to '%s': key '%s' is null in %s"
            .formatted(dataset.name().table(), key, counted(rows)),
        "Correct the source, or take such rows off: CONSTRAINT has_key EXPECT (%s IS NOT NULL) ON VIOLATION QUARANTINE ROW"
            .formatted(key),
        dataset.origin());
  }

  static PerigonException nullSequence(Dataset dataset, long rows) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot apply changes to '%s': SEQUENCE BY is null in %s"
            .formatted(dataset.name().table(), counted(rows)),
        "Correct the source, or leave such rows out in a view that the flow reads",
        dataset.origin());
  }

  static PerigonException keyTwice(Dataset dataset, long keys) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot compare the dump for '%s': %s more than once in it"
            .formatted(
                dataset.name().table(), keys == 1 ? "1 key is" : "%,d keys are".formatted(keys)),
        "Correct the source, or keep one row per key in a view that the flow reads",
        dataset.origin());
  }

  static PerigonException dumpNotLater(Dataset dataset, Instant asOf, Instant last) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot compare the dump for '%s' as of %s: the one before was as of %s"
            .formatted(dataset.name().table(), asOf, last),
        "Run with a later --as-of, or %s".formatted(rebuild(dataset)),
        dataset.origin());
  }

  private static String counted(long rows) {
    return rows == 1 ? "1 change" : "%,d changes".formatted(rows);
  }

  private static String rebuild(Dataset dataset) {
    return "rebuild the table with --full-refresh " + dataset.name().table();
  }
}
