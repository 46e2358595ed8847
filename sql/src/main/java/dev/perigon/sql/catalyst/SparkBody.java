package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.sql.Namespace;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Identifiers;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAlias;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BindReferences;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression$;
import org.apache.spark.sql.catalyst.expressions.package$;
import org.apache.spark.sql.catalyst.optimizer.ReplaceExpressions;
import org.apache.spark.sql.catalyst.optimizer.RewriteWithExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import scala.Option;

/** Java's side of {@link SparkCall}: the called expression over a row of arguments. */
final class SparkBody {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, FrontEnd> FRONT_ENDS = new ConcurrentHashMap<>();

  private final FrontEnd spark;
  private final List<DataType> types;
  private final List<String> constants;
  private final Expression expression;

  /**
   * What is called.
   *
   * @param sql an expression in Spark's SQL over a0, a1, …
   * @param types the arguments' types as JSON
   * @param constants the values of constant arguments as JSON; null for the others
   */
  record Call(String sql, List<String> types, List<String> constants, String zone) {
    /** As a string literal of DuckDB's. */
    String literal() {
      try {
        return Identifiers.literalForDuckDb(JSON.writeValueAsString(this));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private SparkBody(Call call) {
    this.spark = FRONT_ENDS.computeIfAbsent(call.zone(), SparkBody::frontEnd);
    this.types = call.types().stream().map(DataType::fromJson).toList();
    this.constants = call.constants();
    this.expression = analyzed(call.sql());
  }

  /** Made once for each thread: expressions keep state. */
  static SparkBody of(String call) {
    try {
      return new SparkBody(JSON.readValue(call, Call.class));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static FrontEnd frontEnd(String zone) {
    Namespace nowhere = new Namespace("perigon", "perigon");
    return new FrontEnd(new SqlSettings(nowhere, ZoneId.of(zone), Map.of()));
  }

  private Expression analyzed(String sql) {
    List<Attribute> columns = new ArrayList<>();
    for (DataType type : types) {
      columns.add(column("a" + columns.size(), type));
    }
    LocalRelation rows =
        new LocalRelation(Scala.seq(columns), Scala.seq(List.of()), false, Option.empty());
    Expression parsed = spark.configured(() -> new CatalystSqlParser().parseExpression(sql));
    NamedExpression alias = new UnresolvedAlias(withConstants(parsed), Option.empty());
    LogicalPlan plan = new Project(Scala.seq(List.of(alias)), rows);
    LogicalPlan analyzed = spark.analyze(SqlText.of("call", sql), plan);
    LogicalPlan rewritten =
        spark.configured(() -> ReplaceExpressions.apply(RewriteWithExpression.apply(analyzed)));
    return BindReferences.bindReference(
        rewritten.expressions().head().children().head(),
        package$.MODULE$.AttributeSeq(rows.output()),
        false);
  }

  private static Attribute column(String name, DataType type) {
    return new AttributeReference(
        name,
        type,
        true,
        Metadata.empty(),
        NamedExpression$.MODULE$.newExprId(),
        Scala.seq(List.of()));
  }

  private Expression withConstants(Expression e) {
    if (e instanceof UnresolvedAttribute column) {
      int index = Integer.parseInt(column.nameParts().head().substring(1));
      return constants.get(index) == null ? e : constant(index);
    }
    return e.mapChildren(this::withConstants);
  }

  private Literal constant(int index) {
    DataType type = types.get(index);
    return new Literal(TransportValues.decode(tree(constants.get(index)), type), type);
  }

  static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The elements of an array, one by one. */
  static MappingIterator<JsonNode> trees(String json) {
    try {
      return JSON.readerFor(JsonNode.class).readValues(json);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  Expression expression() {
    return expression;
  }

  /** The arguments as {@link Transport#row} gives them. */
  InternalRow row(JsonNode values) {
    Object[] row = new Object[types.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = TransportValues.decode(values.get("f" + i), types.get(i));
    }
    return new GenericInternalRow(row);
  }

  /** The value for these arguments, as text. */
  String value(JsonNode values) {
    InternalRow row = row(values);
    return evaluated(() -> expression.eval(row), expression.dataType());
  }

  /** What {@code work} gives, as text; errors name Spark's condition, never a value. */
  String evaluated(Supplier<Object> work, DataType type) {
    try {
      return TransportValues.text(spark.configured(work), type);
    } catch (RuntimeException e) {
      throw safe(e);
    }
  }

  static RuntimeException safe(RuntimeException e) {
    return new IllegalArgumentException(
        e instanceof SparkThrowable spark && spark.getCondition() != null
            ? spark.getCondition()
            : e.getClass().getSimpleName());
  }
}
