package dev.perigon.engine.spark;

import dev.perigon.sql.error.PerigonException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;

/** Turns Spark's failures into Perigon's, without the values that Spark quotes. */
final class Failures {
  /** Starts the message of a null in a NOT NULL column; then the column. */
  static final String NULL_VALUE = "perigon-null:";

  /** These only say where something else failed. */
  private static final Set<String> WRAPPERS =
      Set.of("TASK_WRITE_FAILED", "FAILED_READ_FILE", "FAILED_EXECUTE_UDF");

  private Failures() {}

  static RuntimeException explain(Exception error) {
    List<Throwable> chain = chain(error);
    for (Throwable link : chain) {
      if (link instanceof PerigonException problem) {
        return problem;
      }
      if (link instanceof InterruptedException) {
        return SparkErrors.cancelled(error);
      }
    }
    String text = text(chain);
    if (text.contains("No space left")) {
      return SparkErrors.diskFull(error);
    }
    if (text.contains(NULL_VALUE)) {
      String after = text.substring(text.indexOf(NULL_VALUE) + NULL_VALUE.length());
      return SparkErrors.nullValue(after.split("[\\n'\\]]| SQLSTATE", 2)[0].strip(), error);
    }
    if (text.contains("OutOfMemoryError") || text.contains("UNABLE_TO_ACQUIRE_MEMORY")) {
      return SparkErrors.outOfMemory(error);
    }
    return byCondition(chain, text, error);
  }

  private static RuntimeException byCondition(List<Throwable> chain, String text, Exception error) {
    for (int i = chain.size() - 1; i >= 0; i--) {
      if (chain.get(i) instanceof AnalysisException analysis) {
        return SparkErrors.query(words(analysis.getCondition()), error);
      }
      if (chain.get(i) instanceof SparkThrowable spark && isReason(spark)) {
        if (spark.getCondition().equals("CAST_OVERFLOW_IN_TABLE_INSERT")) {
          String column = spark.getMessageParameters().get("columnName");
          return SparkErrors.overflow(column.replace("`", ""), error);
        }
        return isFile(spark)
            ? SparkErrors.file(words(spark.getCondition()), error)
            : SparkErrors.data(words(spark.getCondition()), error);
      }
      if (chain.get(i) instanceof FileNotFoundException) {
        return SparkErrors.file("a file is missing", error);
      }
    }
    if (text.contains("ExecutorLostFailure") || text.contains("cancelled because")) {
      return text.contains("ExecutorLostFailure")
          ? SparkErrors.lostExecutors(error)
          : SparkErrors.cancelled(error);
    }
    if (chain.stream().anyMatch(IOException.class::isInstance)) {
      return SparkErrors.file("a file cannot be read or written", error);
    }
    return new IllegalStateException("Spark cannot run a bound query", error);
  }

  private static boolean isReason(SparkThrowable error) {
    String condition = error.getCondition();
    return condition != null
        && !condition.startsWith("INTERNAL_ERROR")
        && !WRAPPERS.contains(condition.split("\\.", 2)[0]);
  }

  private static boolean isFile(SparkThrowable error) {
    return error.getCondition().contains("FILE") || error.getCondition().contains("PATH");
  }

  /** {@code DIVIDE_BY_ZERO} as words. */
  private static String words(String condition) {
    return condition == null
        ? "Spark refuses it"
        : condition.toLowerCase(Locale.ROOT).replace('_', ' ').replace(".", ": ");
  }

  static List<Throwable> chain(Throwable error) {
    List<Throwable> chain = new ArrayList<>();
    for (Throwable at = error; at != null && chain.size() < 50; at = at.getCause()) {
      chain.add(at);
    }
    return chain;
  }

  private static String text(List<Throwable> chain) {
    StringBuilder text = new StringBuilder();
    chain.forEach(link -> text.append(link.getMessage()).append('\n'));
    return text.toString();
  }
}
