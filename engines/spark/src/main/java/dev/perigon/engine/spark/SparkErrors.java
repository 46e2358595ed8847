package dev.perigon.engine.spark;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.type.Column;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.apache.spark.package$;

/** What can go wrong in this engine, in words for the person who must act. */
final class SparkErrors {
  private static final String OURS = package$.MODULE$.SPARK_VERSION();
  private static final String OURS_WHOLE = "Spark " + OURS + " for Scala 2.13";

  private SparkErrors() {}

  /** Another version of Spark often does not say so, but fails to read what this one sends. */
  static PerigonException noApplication(String master, Throwable cause) {
    return isForeignClass(cause)
        ? failure(
            ErrorCode.UNSUPPORTED,
            "Cannot start Spark at '%s': it does not understand Spark %s, which Perigon brings (%s)"
                .formatted(master, OURS, reason(cause)),
            "Run the cluster with " + OURS_WHOLE,
            cause)
        : failure(
            ErrorCode.RESOURCES,
            "Cannot start Spark at '%s': %s".formatted(master, reason(cause)),
            "Check the master's address, that it runs, that it accepts applications, and that it is "
                + OURS_WHOLE,
            cause);
  }

  static PerigonException noYarn(Throwable cause) {
    return failure(
        ErrorCode.RESOURCES,
        "Cannot start Spark at 'yarn': the resource manager does not answer (%s)"
            .formatted(reason(cause)),
        "Set HADOOP_CONF_DIR to the folder with the cluster's yarn-site.xml, and check that the resource manager runs",
        cause);
  }

  /** Whether one side has no such class, or another of the same name. */
  private static boolean isForeignClass(Throwable cause) {
    return Failures.chain(cause).stream()
        .map(Throwable::toString)
        .anyMatch(
            text ->
                text.contains("InvalidClassException")
                    || text.contains("StreamCorruptedException")
                    || text.contains("NoSuchMethodError")
                    || text.contains("NoClassDefFoundError")
                    || text.contains("ClassNotFoundException: org.apache.spark."));
  }

  static PerigonException fixedSetting(String key) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot set '%s': answers depend on it, so it is the same for every run".formatted(key),
        key.endsWith("timeZone")
            ? "Set 'time-zone' in perigon.yml, which holds for both engines"
            : "Leave it out");
  }

  static PerigonException noWorkers(String master, long seconds, Throwable cause) {
    return failure(
        ErrorCode.RESOURCES,
        "Cannot start Spark at '%s': no worker took a task within %d seconds"
            .formatted(master, seconds),
        "Check that workers are registered, run %s and have free cores and memory, or wait longer with --conf spark.perigon.start.timeout.seconds=…"
            .formatted(OURS_WHOLE),
        cause);
  }

  static PerigonException otherVersion(String host, String theirs, String ours) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot use the worker on %s: it runs Spark %s, Perigon brings %s"
            .formatted(host, theirs, ours),
        "Run the cluster with " + OURS_WHOLE);
  }

  static PerigonException homeOutOfReach(URI home, String host) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot use the home %s: the worker on %s does not see it".formatted(home, host),
        "Give --home on storage that all workers share, such as s3a://… or a network folder");
  }

  static PerigonException homeNotWritable(URI home, Exception cause) {
    return failure(
        ErrorCode.FILE,
        "Cannot use the home %s: this machine cannot write there (%s)"
            .formatted(home, reason(cause)),
        "Give --home a folder that may be written from here and from every worker",
        cause);
  }

  static PerigonException notPartition(Column column) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot partition by column '%s' of type %s".formatted(column.name(), column.type().ddl()),
        "Partition by a number, text, date or time");
  }

  static PerigonException nullValue(String column, Throwable cause) {
    return failure(
        ErrorCode.DATA,
        "Cannot write column '%s': a value is null and the column is NOT NULL".formatted(column),
        "Filter or fill the nulls in the query",
        cause);
  }

  static PerigonException overflow(String column, Throwable cause) {
    return failure(
        ErrorCode.DATA,
        "Cannot write column '%s': a value does not fit the column's type".formatted(column),
        "Correct the value, or give the column a wider type",
        cause);
  }

  static PerigonException data(String what, Throwable cause) {
    return failure(
        ErrorCode.DATA,
        "Cannot run the query: " + what,
        "Correct the data, or use the function's try_ form to get NULL instead",
        cause);
  }

  static PerigonException query(String what, Throwable cause) {
    return failure(ErrorCode.ANALYSIS, "Cannot run the query: " + what, "Correct the query", cause);
  }

  static PerigonException file(String what, Throwable cause) {
    return failure(
        ErrorCode.FILE,
        "Cannot run the query: " + what,
        "Check that the file is there, complete and readable, from every worker too",
        cause);
  }

  static PerigonException unknownCompression(String file) {
    return new PerigonException(
        ErrorCode.UNSUPPORTED,
        "Cannot read %s: Hadoop does not know its compression".formatted(file),
        "Use gzip (.gz) or Zstandard (.zst)");
  }

  static PerigonException unreadable(String file, IOException cause) {
    return failure(
        ErrorCode.FILE,
        "Cannot read %s: %s".formatted(file, cause.getMessage()),
        "Check that the file is complete and can be read, from every worker too",
        cause);
  }

  static PerigonException noParquet(String file, Exception cause) {
    return failure(
        ErrorCode.FILE,
        "Cannot read %s: it is no complete Parquet file, or cannot be read".formatted(file),
        "Check that the file is complete and can be read, from every worker too",
        cause);
  }

  static PerigonException parquetType(String file, Exception cause) {
    return failure(
        ErrorCode.UNSUPPORTED,
        "Cannot read %s: Spark does not read the Parquet type of one of its columns"
            .formatted(file),
        "Read it with '--engine duckdb', or write the file with another type",
        cause);
  }

  static PerigonException typesDiffer(String column, String one, String other) {
    return new PerigonException(
        ErrorCode.DATA,
        "Cannot tell the columns of the files: column '%s' is a %s in one and a %s in another"
            .formatted(column, one, other),
        "Declare them with schema => '…', or read the files apart");
  }

  static PerigonException diskFull(Throwable cause) {
    return failure(
        ErrorCode.RESOURCES,
        "Cannot run the query: the disk is full",
        "Make room on the disks of the warehouse and of the spill folder, then run it again",
        cause);
  }

  static PerigonException outOfMemory(Throwable cause) {
    return failure(
        ErrorCode.RESOURCES,
        "Cannot run the query: Spark has too little memory",
        "Give the driver more with --memory, or the executors with --conf spark.executor.memory=…",
        cause);
  }

  static PerigonException lostExecutors(Throwable cause) {
    return failure(
        ErrorCode.RESOURCES,
        "Cannot finish the query: Spark lost its executors too often",
        "Look at the executors' logs; when they run out of memory, give them more with --conf"
            + " spark.executor.memory=…",
        cause);
  }

  static PerigonException cancelled(Throwable cause) {
    return failure(
        ErrorCode.RESOURCES,
        "Cannot finish the query: it was cancelled",
        "Run it again when nothing stops it",
        cause);
  }

  private static PerigonException failure(
      ErrorCode code, String problem, String remedy, Throwable cause) {
    return new PerigonException(code, problem, remedy, Optional.empty(), withoutMessage(cause));
  }

  /** Causes are printed with stack traces, and Spark's messages may hold values. */
  private static Throwable withoutMessage(Throwable cause) {
    var silent = new IllegalStateException("Spark refused: " + cause.getClass().getName());
    silent.setStackTrace(cause.getStackTrace());
    return silent;
  }

  private static String reason(Throwable error) {
    Throwable root = error;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message =
        root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    return message.lines().findFirst().orElse("").strip();
  }
}
