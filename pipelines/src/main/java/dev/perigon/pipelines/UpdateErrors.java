package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.Relation;
import java.net.URI;
import java.util.Collection;
import java.util.List;

/** What can go wrong between a loaded project and its updated tables. */
final class UpdateErrors {
  private UpdateErrors() {}

  static PerigonException badPath(String path) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read '%s': it is not a path".formatted(path),
        "Write a path below the data folder, or an absolute one");
  }

  static PerigonException missingFiles(Relation.Files source, URI location) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read '%s': there is nothing at %s".formatted(source.path(), shown(location)),
        "Put the file there, or name another data folder with --data",
        source.origin());
  }

  static PerigonException linkLeadsOut(Relation.Files source, URI link) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read '%s': a link leads from %s out of the declared folders"
            .formatted(source.path(), shown(link)),
        "Put the files themselves there, or name their own folder with --data",
        source.origin());
  }

  static PerigonException nothingToInfer(Relation.Files source) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot tell the columns of '%s': no file is there yet".formatted(source.path()),
        "Declare them: read_files('%s', …, schema => 'id STRING, …')".formatted(source.path()),
        source.origin());
  }

  static PerigonException neverRefreshed(String name, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot read '%s': it has never been refreshed".formatted(name),
        "Run the project first; with --refresh, add %s to it".formatted(name),
        origin);
  }

  static PerigonException streamOfView(TableName view, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot stream view '%s': a view keeps no rows to be read once".formatted(view.table()),
        "Write STREAM inside the view, at the table or files it reads",
        origin);
  }

  static PerigonException travelOfView(TableName view, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read view '%s' as of the past: views have no versions".formatted(view.table()),
        "Write VERSION AS OF or TIMESTAMP AS OF inside the view",
        origin);
  }

  static PerigonException viewColumns(
      TableName view, int declared, List<String> query, Origin origin) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot name the columns of view '%s': it declares %d names, its query has %d columns"
            .formatted(view.table(), declared, query.size()),
        "The query's columns are: " + String.join(", ", query),
        origin);
  }

  static PerigonException streamOutsideStreamingTable(Dataset dataset, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot fill %s '%s' from a STREAM: it is computed anew each time"
            .formatted(words(dataset), dataset.name().table()),
        "Declare it as a STREAMING TABLE, or read without STREAM",
        origin);
  }

  static PerigonException nothingStreams(Dataset dataset, Flow flow) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot fill streaming table '%s': flow '%s' reads no STREAM, so each update would add the same rows again"
            .formatted(dataset.name().table(), flow.name()),
        "Write FROM STREAM(source), or INSERT INTO ONCE, or declare a MATERIALIZED VIEW",
        flow.origin());
  }

  static PerigonException streamOfThePast(TableName table, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot stream '%s' as of the past: a stream goes on from where it was"
            .formatted(table.table()),
        "Take away either STREAM or AS OF",
        origin);
  }

  static PerigonException streamOfMaterializedView(TableName table, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot stream '%s': it is a materialized view, whose rows are replaced at each update"
            .formatted(table.table()),
        "Read it without STREAM in a materialized view, or stream what it reads",
        origin);
  }

  static PerigonException otherKind(Dataset dataset, String kind) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot update '%s' as a %s: the table there is a %s"
            .formatted(dataset.name(), words(dataset), kind),
        "Replace the table and its rows with --full-refresh %s, or rename the dataset"
            .formatted(dataset.name().table()),
        dataset.origin());
  }

  static PerigonException streamOfChangeTarget(TableName table, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot stream '%s': AUTO CDC changes and removes its rows".formatted(table.table()),
        "Read it without STREAM in a materialized view, or stream what it reads",
        origin);
  }

  private static String words(Dataset dataset) {
    if (dataset.isChangeTarget()) {
      return "target of AUTO CDC";
    }
    return switch (dataset.kind()) {
      case STREAMING_TABLE -> "streaming table";
      case MATERIALIZED_VIEW -> "materialized view";
      case VIEW -> "view";
    };
  }

  static PerigonException ruleReadsTables(String rule, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot check expectation '%s': it reads other tables".formatted(rule),
        "Join what it needs in the dataset's query and let it look at columns only",
        origin);
  }

  static PerigonException ruleOfChance(String rule, String function, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot check expectation '%s': %s gives another answer each time, and rows could be lost"
            .formatted(rule, function),
        "Compute it as a column of the dataset and let the rule look at that",
        origin);
  }

  static PerigonException ruleOfOrder(String rule, String function, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot check expectation '%s' beside QUARANTINE ROW: %s depends on the order of equal rows, and rows could be lost"
            .formatted(rule, function),
        "Compute it as a column of the dataset and let the rule look at that",
        origin);
  }

  static PerigonException ruleOfOtherRows(String rule, Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot check expectation '%s': it looks at other rows, and changes arrive in any batches"
            .formatted(rule),
        "Let it look at one change alone, or check the table in a materialized view that reads it",
        origin);
  }

  static PerigonException badRule(String rule, Origin place, PerigonException cause) {
    return new PerigonException(
        cause.code(),
        "Cannot check expectation '%s': %s".formatted(rule, cause.getMessage()),
        cause.remedy(),
        cause
            .origin()
            .filter(o -> o.file().equals(place.file()))
            .or(() -> java.util.Optional.of(place)),
        cause);
  }

  static PerigonException duplicateRule(String rule, Origin origin) {
    return new PerigonException(
        ErrorCode.DUPLICATE,
        "Cannot declare expectation '%s': the dataset already has one of that name".formatted(rule),
        "Rename one of the two",
        origin);
  }

  static PerigonException noRescuedData(TableName dataset, Origin origin) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot quarantine malformed rows of '%s': its query has no column %s"
            .formatted(dataset.table(), Rules.RESCUED),
        "Read with rescuedDataColumn => '%1$s' and select %1$s".formatted(Rules.RESCUED),
        origin);
  }

  static PerigonException unknownKeyColumn(String key, Collection<String> columns, Origin origin) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot use '%s' as key (property %s): there is no such column".formatted(key, Rules.KEY),
        Suggestions.ask(key, columns, "Columns are: " + String.join(", ", columns)),
        origin);
  }

  static PerigonException severalDatasets(String name, List<String> alike) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot refresh '%s': the project has several datasets of that name".formatted(name),
        "Write which: '%s'".formatted(String.join("' or '", alike)));
  }

  static PerigonException unknownDataset(String name, Collection<String> known) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot refresh '%s': the project has no dataset of that name".formatted(name),
        Suggestions.ask(name, known, "Run 'perigon graph' to see all datasets"));
  }

  static PerigonException streamInQuery(Origin origin) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot answer a query with STREAM: only a streaming table remembers what it has read",
        "Read without STREAM",
        origin);
  }

  private static String shown(URI location) {
    return "file".equals(location.getScheme()) ? location.getPath() : location.toString();
  }
}
