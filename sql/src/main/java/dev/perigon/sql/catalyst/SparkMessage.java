package dev.perigon.sql.catalyst;

import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.SparkThrowable;
import org.apache.spark.SparkThrowableHelper;

/** Spark's message for an error, without the class, the SQL state and the quoted query. */
final class SparkMessage {
  private static final Pattern CLASS = Pattern.compile("^\\[[A-Z0-9_.]+] ");
  private static final Pattern STATE = Pattern.compile(" ?SQLSTATE: \\w+\\s*$");

  private SparkMessage() {}

  static String of(SparkThrowable error) {
    String condition = error.getCondition();
    String text =
        condition == null
            ? ((Throwable) error).getMessage()
            : SparkThrowableHelper.getMessage(condition, parameters(error));
    return STATE.matcher(CLASS.matcher(text).replaceFirst("")).replaceFirst("").strip();
  }

  private static Map<String, String> parameters(SparkThrowable error) {
    return error.getMessageParameters();
  }

  static String remedy(SparkThrowable error) {
    String condition = error.getCondition();
    return condition == null
        ? "Correct the query"
        : "Correct the query; Spark's documentation explains this error as " + condition;
  }
}
