package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can go wrong while an update runs. */
final class RunErrors {
  /** Keys of customers' rows follow: a person may see them, no log may keep them. */
  private static final String KEYS = "; keys: ";

  private RunErrors() {}

  static String withoutKeys(String message) {
    int keys = message.indexOf(KEYS);
    return keys < 0 ? message : message.substring(0, keys);
  }

  static PerigonException tableGone(TableName table) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot read '%s': the table was there when the update began and is gone".formatted(table),
        "Run the update again");
  }

  static PerigonException schemaChanged(String table, Origin origin) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot read '%s': somebody changed its columns while the update ran".formatted(table),
        "Run the update again",
        origin);
  }

  static PerigonException sourceRecreated(String table, Origin origin) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot go on streaming '%s': it was made anew since it was last read".formatted(table),
        "Rebuild the streaming tables that read it with --full-refresh",
        origin);
  }

  static PerigonException sourceRewritten(String table, long version, Origin origin) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot go on streaming '%s': its version %d removed or changed rows that were already read"
            .formatted(table, version),
        "Rebuild the streaming tables that read it with --full-refresh, or pass over such versions"
            + " with STREAM(…) WITH (skipChangeCommits = true)",
        origin);
  }

  static PerigonException sourceRestored(String table, long version, long old, Origin origin) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot go on streaming '%s': its version %d restored version %d, and rows were read that came after that"
            .formatted(table, version, old),
        "Restore the streaming tables that read it to before they read them, too, or rebuild them"
            + " with --full-refresh",
        origin);
  }

  static PerigonException fileChanged(String file, Origin origin) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot stream '%s': the file changed after it was read, and streaming tables read a file once"
            .formatted(file),
        "Put new rows into new files; or rebuild the streaming table with --full-refresh",
        origin);
  }

  static PerigonException violated(
      Dataset dataset, Rule rule, long failed, long evaluated, List<String> keys) {
    String named = keys.isEmpty() ? "" : "; keys: " + String.join(", ", keys);
    return new PerigonException(
        ErrorCode.EXPECTATION,
        "Cannot update '%s': expectation '%s' fails for %d of %d rows%s"
            .formatted(dataset.name().table(), rule.name(), failed, evaluated, named),
        "Correct the input or the query; the table is as it was",
        rule.predicate().origin());
  }

  static PerigonException quarantineGone(TableName quarantine, String update) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot finish update %s: files with rows for '%s' are gone".formatted(update, quarantine),
        "Rebuild the dataset with --full-refresh");
  }

  static PerigonException running(String project, String since) {
    return new PerigonException(
        ErrorCode.CONFLICT,
        "Cannot update project '%s': another update of it is running%s".formatted(project, since),
        "Wait until it has finished, then run again");
  }

  static PerigonException interrupted() {
    return new PerigonException(
        ErrorCode.RESOURCES, "Cannot finish the update: it was interrupted", "Run it again");
  }

  static PerigonException homeNotWritable(Path home, IOException cause) {
    boolean full = String.valueOf(cause.getMessage()).contains("No space left");
    return new PerigonException(
        full ? ErrorCode.RESOURCES : ErrorCode.FILE,
        "Cannot write to the home folder '%s': %s"
            .formatted(home, full ? "the disk is full" : reason(cause)),
        full ? "Free disk space, then run again" : "Make it writable, or name another with --home",
        Optional.empty(),
        cause);
  }

  /** Without the path of a file that is Perigon's own. */
  private static String reason(IOException cause) {
    if (cause instanceof AccessDeniedException) {
      return "permission denied";
    }
    return cause instanceof FileSystemException known && known.getReason() != null
        ? known.getReason().toLowerCase(Locale.ROOT)
        : cause.getMessage();
  }

  static PerigonException noEventLog(PerigonException cause) {
    return new PerigonException(
        cause.code(),
        "Cannot write the event log, though the datasets were refreshed: " + cause.getMessage(),
        cause.remedy(),
        cause.origin(),
        cause);
  }
}
