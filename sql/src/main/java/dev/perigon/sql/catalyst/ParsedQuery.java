package dev.perigon.sql.catalyst;

import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.SqlText;
import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.InsertIntoStatement;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.trees.TreeNode;

/** A query as Spark's parser gives it, and where STREAM stood. */
final class ParsedQuery {
  private final SqlText text;
  private final String sparkText;
  private final LogicalPlan plan;
  private final Set<Integer> streaming;

  private ParsedQuery(SqlText text, String sparkText, LogicalPlan plan, Set<Integer> streaming) {
    this.text = text;
    this.sparkText = sparkText;
    this.plan = plan;
    this.streaming = new HashSet<>(streaming);
  }

  static ParsedQuery of(FrontEnd spark, SqlText text, int source) {
    StreamWords words = StreamWords.of(text.text());
    LogicalPlan plan = spark.parse(text, words.text(), source);
    ParsedQuery query = new ParsedQuery(text, words.text(), plan, words.streaming());
    query.checkIsQuery(plan);
    return query;
  }

  private void checkIsQuery(LogicalPlan node) {
    if (node instanceof Command
        || node instanceof ParsedStatement
        || node instanceof InsertIntoStatement) {
      String statement = text.text().strip().split("[\\s(;]", 2)[0];
      throw CatalystErrors.notAQuery(statement.toUpperCase(java.util.Locale.ROOT), text.origin());
    }
    if (node instanceof UnresolvedWith with) {
      checkIsQuery(with.child());
    }
    Scala.list(node.children()).forEach(this::checkIsQuery);
  }

  SqlText text() {
    return text;
  }

  /** The text without STREAM. */
  String sparkText() {
    return sparkText;
  }

  LogicalPlan plan() {
    return plan;
  }

  /** Where {@code node} stands in the project. */
  Origin origin(TreeNode<?> node) {
    return node.origin().startIndex().isDefined()
        ? CatalystErrors.at(text, ((Number) node.origin().startIndex().get()).intValue())
        : text.origin();
  }

  /** Whether STREAM stood before {@code node}; to be asked once for each relation. */
  boolean takeStreaming(TreeNode<?> node) {
    return node.origin().startIndex().isDefined()
        && streaming.remove(((Number) node.origin().startIndex().get()).intValue());
  }

  /** Complains when STREAM stood before something that is no relation. */
  void checkAllStreamsTaken() {
    streaming.stream()
        .min(Integer::compare)
        .ifPresent(
            offset -> {
              throw CatalystErrors.badStream(CatalystErrors.at(text, offset));
            });
  }
}
