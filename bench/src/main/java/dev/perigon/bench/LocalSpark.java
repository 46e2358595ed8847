package dev.perigon.bench;

import dev.perigon.pipelines.DatasetGraph;
import dev.perigon.pipelines.Project;
import dev.perigon.sql.TableName;
import dev.perigon.sql.statement.Statement;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.NamedArgumentExpression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import scala.Tuple3;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Runs a project's queries, unchanged, in one local Spark session, and writes every dataset as a
 * Delta table: the peer that Perigon's claims name. Expectations are not evaluated, which favours
 * Spark.
 *
 * <p>Arguments: project folder, data folder, output folder, {@code tuned} for one machine or {@code
 * defaults}. Memory is the JVM's heap.
 */
public final class LocalSpark {
  private LocalSpark() {}

  public static void main(String[] arguments) throws java.io.IOException {
    Path data = Path.of(arguments[1]).toAbsolutePath();
    Path output = Path.of(arguments[2]).toAbsolutePath();
    Project project = Project.load(Path.of(arguments[0]), Map.of());
    try (SparkSession spark = session(data, arguments[3].equals("tuned"))) {
      Map<TableName, String> queries = queries(project);
      for (DatasetGraph.Node node : DatasetGraph.of(project).nodes()) {
        Dataset<Row> rows = spark.sql(queries.get(node.name()), project.parameters());
        String name = node.name().table();
        if (node.kind() == DatasetGraph.Kind.VIEW) {
          rows.createOrReplaceTempView(name);
          continue;
        }
        String path = output.resolve(name).toString();
        rows.write().format("delta").mode("overwrite").save(path);
        spark.read().format("delta").load(path).createOrReplaceTempView(name);
      }
    }
  }

  private static SparkSession session(Path data, boolean tuned) {
    SparkSession.Builder builder =
        SparkSession.builder()
            .master("local[*]")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
            .config(
                "spark.sql.catalog.spark_catalog",
                "org.apache.spark.sql.delta.catalog.DeltaCatalog")
            // Otherwise the parser of Delta drops the parameters.
            .config("spark.sql.legacy.parameterSubstitution.constantsOnly", "true");
    if (tuned) {
      int cores = Runtime.getRuntime().availableProcessors();
      builder
          .config("spark.ui.enabled", "false")
          .config("spark.sql.shuffle.partitions", Integer.toString(2 * cores))
          .config("spark.databricks.delta.snapshotPartitions", "1");
    }
    return builder
        .withExtensions(
            extensions -> {
              readFiles(extensions, data);
              return null;
            })
        .getOrCreate();
  }

  private static Map<TableName, String> queries(Project project) {
    Map<TableName, String> queries = new HashMap<>();
    for (Project.SourceStatement source : project.statements()) {
      if (source.statement() instanceof Statement.MaterializedView view) {
        queries.put(
            TableName.of(view.definition().name(), project.namespace()), view.query().text());
      } else if (source.statement() instanceof Statement.View view) {
        queries.put(TableName.of(view.name(), project.namespace()), view.query().text());
      }
    }
    return queries;
  }

  /** Teaches Spark {@code read_files}, by its own CSV reader. */
  private static void readFiles(SparkSessionExtensions extensions, Path data) {
    extensions.injectTableFunction(
        new Tuple3<>(
            new FunctionIdentifier("read_files"),
            new ExpressionInfo(LocalSpark.class.getName(), "read_files"),
            arguments -> plan(arguments, data)));
  }

  private static LogicalPlan plan(Seq<Expression> arguments, Path data) {
    List<Expression> all = CollectionConverters.asJava(arguments);
    Map<String, String> options = new HashMap<>();
    for (Expression argument : all.subList(1, all.size())) {
      NamedArgumentExpression named = (NamedArgumentExpression) argument;
      options.put(named.key(), ((Literal) named.value()).value().toString());
    }
    String path = data.resolve(((Literal) all.get(0)).value().toString()).toString();
    return SparkSession.active()
        .read()
        .format(options.remove("format"))
        .schema(options.remove("schema"))
        .options(options)
        .load(path)
        .queryExecution()
        .analyzed();
  }
}
