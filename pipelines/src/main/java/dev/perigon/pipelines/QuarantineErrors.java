package dev.perigon.pipelines;

import static java.util.stream.Collectors.joining;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.util.List;
import java.util.Optional;

/** What users of quarantines are told. */
final class QuarantineErrors {
  private QuarantineErrors() {}

  static PerigonException none(TableName dataset, List<String> others) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot find a quarantine of %s: no rule has held a row of it back".formatted(dataset),
        others.isEmpty()
            ? "Declare a rule with ON VIOLATION QUARANTINE ROW, and run the project"
            : "There are quarantines of %s".formatted(String.join(", ", others)));
  }

  static PerigonException unknown(String written, List<TableName> fitting, List<String> all) {
    if (fitting.size() > 1) {
      return new PerigonException(
          ErrorCode.UNKNOWN_NAME,
          "Cannot tell which quarantine '%s' means".formatted(written),
          "Write one of %s"
              .formatted(fitting.stream().map(TableName::toString).collect(joining(", "))));
    }
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot find a quarantine of '%s'".formatted(written),
        all.isEmpty()
            ? "No rule of this home has held rows back yet"
            : "There are quarantines of %s".formatted(String.join(", ", all)));
  }

  static PerigonException badPredicate(TableName held, PerigonException cause) {
    return new PerigonException(
        cause.code(),
        "Cannot choose rows of %s: %s".formatted(held, cause.problem()),
        "Give --where a predicate over its columns; 'perigon describe %s' lists them"
            .formatted(held),
        Optional.empty(),
        cause);
  }

  static PerigonException computed(Dataset view) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot replay '%s': it is no streaming table, and its rows are computed anew anyway"
            .formatted(view.name()),
        "Run the project: rows that pass a corrected query or rule leave the quarantine by"
            + " themselves",
        view.origin());
  }

  static PerigonException changes(Dataset target) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot replay '%s': AUTO CDC computes it, and what is held back are changes of its rows"
            .formatted(target.name()),
        "Correct the query or the rule and rebuild it with --full-refresh %s; to pass over the"
                .formatted(target.name().table())
            + " changes for good, 'perigon quarantine drop'",
        target.origin());
  }

  static PerigonException neverFilled(TableName dataset) {
    return new PerigonException(
        ErrorCode.UNKNOWN_NAME,
        "Cannot replay '%s': its table is not there".formatted(dataset),
        "Run the project first");
  }

  static PerigonException widened(TableName dataset) {
    return new PerigonException(
        ErrorCode.SCHEMA,
        "Cannot replay '%s': the next update gives its columns wider types".formatted(dataset),
        "Run the project first, then replay");
  }

  static PerigonException unfinished(TableName dataset) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot look at what is held back from %s: an update or a replay was killed before it had"
                .formatted(dataset)
            + " finished",
        "Run the project, or replay without --dry-run: either finishes it");
  }

  static PerigonException updateRuns(TableName dataset) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot drop rows of the quarantine of %s: an update is running".formatted(dataset),
        "Nothing was dropped. Wait until the update has finished, then run again");
  }

  static PerigonException changedBetween(TableName held, long version) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot finish taking rows out of %s: something else than Perigon changed its rows after"
                .formatted(held)
            + " version %d".formatted(version),
        "Undo that change with the tool that made it (restore the table to the newest version"
            + " before it), then run again");
  }
}
