package dev.perigon.engine.spark;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.KinesisRecords;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.spark.SparkSources.Division;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.SparkQuery;
import dev.perigon.sql.query.SparkQuery.Reading;
import dev.perigon.sql.query.SparkQuery.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.AliasIdentifier;
import org.apache.spark.sql.catalyst.analysis.NamedParameter;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedSubqueryColumnAliases;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.apache.spark.sql.classic.Dataset$;
import org.apache.spark.sql.classic.SparkSession;
import org.apache.spark.sql.internal.SQLConf;
import scala.Tuple2;

/**
 * A bound query as Spark's plan: the user's text, in which each relation is replaced by its slice.
 */
final class QueryPlan {
  private final SparkSession session;
  private final BoundQuery query;
  private final Division division;

  QueryPlan(SparkSession session, BoundQuery query, Division division) {
    this.session = session;
    this.division = division;
    this.query = query;
  }

  /** Spark's parser reads the time zone of literals from the thread's settings. */
  Dataset<Row> rows() {
    return SQLConf.withExistingConf(session.sessionState().conf(), this::planned);
  }

  private Dataset<Row> planned() {
    LogicalPlan analyzed = HiddenColumn.removed(analyzed(bound(query.query().spark())));
    return rows(ValidText.in(Clock.at(query.asOf(), session).stop(analyzed)));
  }

  private Dataset<Row> rows(LogicalPlan plan) {
    return Dataset$.MODULE$.ofRows(session, plan);
  }

  private LogicalPlan analyzed(LogicalPlan plan) {
    return rows(plan).queryExecution().analyzed();
  }

  private LogicalPlan bound(SparkQuery text) {
    LogicalPlan parsed = parsed(() -> session.sessionState().sqlParser().parsePlan(text.text()));
    return new Text(text).bind(parsed);
  }

  /** The analyzer has read the same text before. */
  private static <T> T parsed(Callable<T> parser) {
    try {
      return parser.call();
    } catch (Exception e) {
      throw new IllegalStateException("Spark does not read what its parser read", e);
    }
  }

  private LogicalPlan plan(Reading reading) {
    LogicalPlan plan =
        reading.source() instanceof Source.View view
            ? view(view)
            : slice(query.slices().get(((Source.Input) reading.source()).index()));
    return reading.table().map(name -> qualified(name, plan)).orElse(plan);
  }

  private LogicalPlan view(Source.View view) {
    LogicalPlan plan = analyzed(bound(view.query()));
    return view.columns().isEmpty()
        ? plan
        : new UnresolvedSubqueryColumnAliases(Scala.seq(view.columns()), plan);
  }

  private LogicalPlan slice(Slice slice) {
    LogicalPlan plan =
        ((org.apache.spark.sql.classic.Dataset<Row>) rows(slice)).queryExecution().analyzed();
    return slice instanceof SourceFiles files && files.tellsFiles()
        ? HiddenColumn.lastOf(plan)
        : plan;
  }

  private Dataset<Row> rows(Slice slice) {
    if (slice instanceof Slice.Delta delta) {
      return new DeltaSlice(session, delta).rows();
    }
    if (slice instanceof Slice.Changes changes) {
      return changes.parts().stream()
          .map(this::rows)
          .reduce(Dataset::union)
          .orElseGet(
              () ->
                  rows(new Slice.Delta(changes.schema(), changes.schema(), List.of(), List.of())));
    }
    if (slice instanceof KafkaRecords records) {
      return KafkaSlice.rows(session, records);
    }
    if (slice instanceof KinesisRecords records) {
      return KinesisSlice.rows(session, records);
    }
    return new SparkSources(session, division).rows((SourceFiles) slice);
  }

  private static LogicalPlan qualified(TableName name, LogicalPlan plan) {
    return new SubqueryAlias(
        new AliasIdentifier(name.table(), Scala.seq(List.of(name.catalog(), name.schema()))), plan);
  }

  /** Binds one text; its readings are known by their places. */
  private final class Text {
    private final Map<Integer, Reading> readings;
    private final Map<String, String> parameters = new HashMap<>();

    Text(SparkQuery text) {
      this.readings =
          text.readings().stream().collect(Collectors.toMap(Reading::offset, reading -> reading));
      text.parameters().forEach((name, value) -> parameters.put(lower(name), value));
    }

    LogicalPlan bind(LogicalPlan plan) {
      if (plan instanceof UnresolvedWith with) {
        return bindWith(with);
      }
      LogicalPlan named = plan instanceof RelationTimeTravel travel ? travel.relation() : plan;
      if (named instanceof UnresolvedRelation || named instanceof UnresolvedTableValuedFunction) {
        Reading reading = readings.get(offset(named));
        if (reading != null) {
          return plan(reading);
        }
      }
      return plan.mapChildren(this::bind).mapExpressions(this::bind);
    }

    private LogicalPlan bindWith(UnresolvedWith with) {
      List<Tuple2<String, SubqueryAlias>> definitions =
          Scala.list(with.cteRelations()).stream()
              .map(cte -> new Tuple2<>(cte._1(), (SubqueryAlias) bind(cte._2())))
              .toList();
      return new UnresolvedWith(bind(with.child()), Scala.seq(definitions), with.allowRecursion());
    }

    private Expression bind(Expression expression) {
      if (expression instanceof NamedParameter parameter) {
        String literal = parameters.get(lower(parameter.name()));
        return parsed(() -> session.sessionState().sqlParser().parseExpression(literal));
      }
      Expression inner = expression.mapChildren(this::bind);
      return inner instanceof SubqueryExpression subquery
          ? subquery.withNewPlan(bind(subquery.plan()))
          : inner;
    }

    private static int offset(TreeNode<?> node) {
      return node.origin().startIndex().isDefined()
          ? ((Number) node.origin().startIndex().get()).intValue()
          : -1;
    }

    private static String lower(String name) {
      return name.toLowerCase(java.util.Locale.ROOT);
    }
  }
}
