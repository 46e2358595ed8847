package dev.perigon.bench;

import dev.perigon.pipelines.DatasetGraph;
import dev.perigon.pipelines.Project;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Analyzer;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.query.SqlSettings;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.statement.Statement;
import dev.perigon.sql.type.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long analysis and rendering of a project's queries take once the JVM is warm. */
public final class AnalysisTime {
  private static final int ROUNDS = 31;
  private static final int WARM_UP = 10;

  private AnalysisTime() {}

  public static void main(String[] arguments) {
    Project project = Project.load(Path.of(arguments[0]), Map.of());
    Analyzer analyzer =
        new Analyzer(
            new SqlSettings(project.namespace(), project.timeZone(), project.parameters()));
    Map<TableName, List<Double>> times = new HashMap<>();
    for (int round = 0; round < WARM_UP + ROUNDS; round++) {
      boolean counts = round >= WARM_UP;
      run(project, analyzer)
          .forEach(
              (name, millis) -> {
                if (counts) {
                  times.computeIfAbsent(name, n -> new ArrayList<>()).add(millis);
                }
              });
    }
    System.out.println("| query | median ms |");
    System.out.println("|---|---|");
    times.entrySet().stream()
        .map(e -> Map.entry(e.getKey().table(), median(e.getValue())))
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .limit(5)
        .forEach(e -> System.out.printf("| %s | %.1f |%n", e.getKey(), e.getValue()));
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  /** Milliseconds for each dataset. */
  private static Map<TableName, Double> run(Project project, Analyzer analyzer) {
    Known known = new Known();
    Map<TableName, SqlText> queries = queries(project);
    Map<TableName, Double> millis = new HashMap<>();
    for (DatasetGraph.Node node : DatasetGraph.of(project).nodes()) {
      long start = System.nanoTime();
      Schema schema = analyzer.analyze(queries.get(node.name()), known).schema();
      millis.put(node.name(), (System.nanoTime() - start) / 1e6);
      known.schemas.put(node.name(), schema);
    }
    return millis;
  }

  private static Map<TableName, SqlText> queries(Project project) {
    Map<TableName, SqlText> queries = new HashMap<>();
    for (Project.SourceStatement source : project.statements()) {
      if (source.statement() instanceof Statement.MaterializedView view) {
        queries.put(TableName.of(view.definition().name(), project.namespace()), view.query());
      } else if (source.statement() instanceof Statement.View view) {
        queries.put(TableName.of(view.name(), project.namespace()), view.query());
      }
    }
    return queries;
  }

  /** The datasets analysed so far, and files that declare their schema. */
  private static final class Known implements Resolver {
    private final Map<TableName, Schema> schemas = new HashMap<>();

    @Override
    public Optional<Resolved> resolve(Relation relation) {
      if (relation instanceof Relation.Files files) {
        SqlText ddl = SqlText.of("schema", files.options().get("schema"));
        return Optional.of(new Resolved.Rows(Analyzer.schema(ddl)));
      }
      return Optional.ofNullable(schemas.get(((Relation.Table) relation).name()))
          .map(Resolved.Rows::new);
    }

    @Override
    public List<TableName> candidates() {
      return Arrays.asList(schemas.keySet().toArray(TableName[]::new));
    }
  }
}
