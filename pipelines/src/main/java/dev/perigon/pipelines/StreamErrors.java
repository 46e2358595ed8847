package dev.perigon.pipelines;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.Relation;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.Optional;

/** What can be wrong with how a source is to be read. */
final class StreamErrors {
  private StreamErrors() {}

  static PerigonException unknownOption(String key, Collection<String> known, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot read a table with option '%s': there is no such option".formatted(key),
        Suggestions.ask(key, known, "Options of tables are: " + String.join(", ", known)),
        origin);
  }

  static PerigonException badOption(String key, String expected, Origin origin) {
    return new PerigonException(
        ErrorCode.ANALYSIS,
        "Cannot read with option '%s': its value is not right".formatted(key),
        "Give it " + expected,
        origin);
  }

  static PerigonException declaredAndEvolving(Relation.Files source) {
    return new PerigonException(
        ErrorCode.ANALYSIS,
        "Cannot add new columns to '%s': its schema is declared".formatted(source.path()),
        "Leave the schema out, and say what you know of it with schemaHints; or use"
            + " schemaEvolutionMode => 'rescue'",
        source.origin());
  }

  static PerigonException newColumn(Relation.Files source, String column) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot stream '%s': new files have column '%s', which its schema has not"
            .formatted(source.path(), column),
        "Let it in with schemaEvolutionMode => 'addNewColumns', or correct the files",
        source.origin());
  }

  static PerigonException oldCursor(String flow) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot go on with flow '%s': an older version of Perigon noted which files it has read"
            .formatted(flow),
        "Rebuild its table with --full-refresh");
  }

  static PerigonException noChanges(String table, String why, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot read the changes of '%s': %s".formatted(table, why),
        "Name versions that the table has, the first before the last",
        origin);
  }

  static PerigonException changesAndTravel(String table, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read the changes of '%s': it is a view, or asked for as of the past"
            .formatted(table),
        "Read a table, and name the last version as endingVersion in place of AS OF",
        origin);
  }

  static PerigonException readTwice(Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot stream one source twice in one flow with limits or with other options",
        "Make it two flows into the same table, or leave the limits out",
        origin);
  }

  static PerigonException fileList(URI folder, IOException cause) {
    boolean full = String.valueOf(cause.getMessage()).contains("No space left");
    return new PerigonException(
        full ? ErrorCode.RESOURCES : ErrorCode.FILE,
        "Cannot note in %s which files were read: %s"
            .formatted(folder, full ? "no space left on device" : cause.getMessage()),
        full
            ? "Free disk space, then run again; the table is as it was"
            : "Check that the folder can be read and written",
        Optional.empty(),
        cause);
  }
}
