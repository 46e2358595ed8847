package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import java.util.function.Supplier;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.QueryPlanningTracker;
import org.apache.spark.sql.catalyst.analysis.Analyzer;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry;
import org.apache.spark.sql.catalyst.catalog.FunctionExpressionBuilder;
import org.apache.spark.sql.catalyst.catalog.GlobalTempViewManager;
import org.apache.spark.sql.catalyst.catalog.InMemoryCatalog;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.trees.CurrentOrigin;
import org.apache.spark.sql.catalyst.trees.Origin;
import org.apache.spark.sql.connector.catalog.CatalogManager;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.Utils;
import scala.Option;

/** Spark's parser and analyzer without a SparkSession. Thread-safe. */
final class FrontEnd {
  private final SQLConf conf = new SQLConf();
  private final CatalystSqlParser parser = new CatalystSqlParser();
  private final Analyzer analyzer;

  FrontEnd(SqlSettings settings) {
    // Otherwise Spark's settings look for this machine's network addresses.
    Utils.setCustomHostname("localhost");
    conf.setConfString("spark.sql.ansi.enabled", "true");
    conf.setConfString("spark.sql.caseSensitive", "false");
    conf.setConfString("spark.sql.session.timeZone", settings.timeZone().getId());
    analyzer = configured(this::newAnalyzer);
  }

  private Analyzer newAnalyzer() {
    SessionCatalog functions =
        new SessionCatalog(
            () -> new InMemoryCatalog(null, null),
            () -> new GlobalTempViewManager("global_temp"),
            FunctionRegistry.builtin(),
            TableFunctionRegistry.builtin(),
            null,
            parser,
            null,
            (FunctionExpressionBuilder) FrontEnd::noUserFunctions,
            0,
            -1,
            "default");
    return new Analyzer(new CatalogManager(new NoTables(), functions));
  }

  private static Expression noUserFunctions(
      String name, Class<?> type, scala.collection.immutable.Seq<Expression> arguments) {
    throw new UnsupportedOperationException("No user-defined functions: " + name);
  }

  /** Runs {@code work} with this front end's settings, whatever else Spark does in this process. */
  <T> T configured(Supplier<T> work) {
    return SQLConf.withExistingConf(conf, work::get);
  }

  /**
   * Parses {@code text}; the origins of its nodes carry {@code source} as their object's name.
   *
   * @param text as the user wrote it, for errors
   * @param sql the same without STREAM
   */
  LogicalPlan parse(SqlText text, String sql, int source) {
    return checked(
        text, () -> CurrentOrigin.withOrigin(origin(source), () -> parser.parsePlan(sql)));
  }

  LogicalPlan analyze(SqlText text, LogicalPlan plan) {
    return checked(
        text, () -> analyzer.executeAndCheck(plan, new QueryPlanningTracker(Option.empty())));
  }

  <T> T checked(SqlText text, Supplier<T> work) {
    return checkedBy(conf, text, work);
  }

  private static <T> T checkedBy(SQLConf conf, SqlText text, Supplier<T> work) {
    try {
      return SQLConf.withExistingConf(conf, work::get);
    } catch (Exception e) {
      if (e instanceof SparkThrowable spark) {
        throw CatalystErrors.fromSpark(text, spark);
      }
      throw e;
    }
  }

  static StructType schema(SqlText ddl) {
    Utils.setCustomHostname("localhost");
    return checkedBy(
        new SQLConf(), ddl, () -> new CatalystSqlParser().parseTableSchema(ddl.text()));
  }

  private static Origin origin(int source) {
    return new Origin(
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.empty(),
        Option.apply("QUERY"),
        Option.apply(Integer.toString(source)),
        Option.empty(),
        Option.empty());
  }
}
