package dev.perigon.sql.catalyst;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Schema;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;

/**
 * A small table of constants.
 *
 * @param sql its rows in Spark SQL: {@code select * from values … as t(a, b)}
 * @param zone of the times in them that name none
 */
record TestTable(String name, String sql, ZoneId zone) {
  static final SqlSettings SETTINGS = settings(ZoneId.of("UTC"));

  TestTable(String name, String sql) {
    this(name, sql, SETTINGS.timeZone());
  }

  static SqlSettings settings(ZoneId zone) {
    return new SqlSettings(new Namespace("test", "test"), zone, Map.of());
  }

  /** The rows as Spark evaluates them. */
  LocalRelation rows() {
    FrontEnd spark = new FrontEnd(settings(zone));
    SqlText text = SqlText.of(name, sql);
    LogicalPlan plan = spark.analyze(text, spark.parse(text, sql, 0));
    while (!(plan instanceof LocalRelation)) {
      plan = plan.children().head();
    }
    return (LocalRelation) plan;
  }

  List<InternalRow> data() {
    return Scala.list(rows().data());
  }

  Schema schema() {
    return CatalystTypes.schemaFromSpark(rows().schema()).orElseThrow();
  }
}
