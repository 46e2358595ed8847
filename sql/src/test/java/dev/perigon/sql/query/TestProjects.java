package dev.perigon.sql.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.query.Resolver.Resolved;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.statement.Statement;
import dev.perigon.sql.statement.StatementParser;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TestProjects {
  private static final Path RETAIL = Path.of("../projects/retail");
  private static final Namespace DEFAULTS = new Namespace("retail", "c360");
  private static final Analyzer ANALYZER =
      new Analyzer(
          new SqlSettings(DEFAULTS, ZoneId.of("UTC"), Map.of("calendar_start", "2015-01-01")));

  /** Datasets that are analysed already, and files whose columns their {@code schema} says. */
  private static final class Known implements Resolver {
    private final Map<TableName, Schema> schemas = new HashMap<>();

    @Override
    public Optional<Resolved> resolve(Relation relation) {
      if (relation instanceof Relation.Files files) {
        List<Column> columns =
            new ArrayList<>(
                Analyzer.schema(SqlText.of("schema", files.options().get("schema"))).columns());
        columns.add(Column.of("_rescued_data", SqlType.Scalar.STRING));
        return Optional.of(new Resolved.Rows(new Schema(columns)));
      }
      Relation.Table table = (Relation.Table) relation;
      return Optional.ofNullable(schemas.get(table.name())).map(Resolved.Rows::new);
    }

    @Override
    public List<TableName> candidates() {
      return List.copyOf(schemas.keySet());
    }
  }

  private static Map<TableName, SqlText> queries() throws IOException {
    Map<TableName, SqlText> queries = new LinkedHashMap<>();
    try (Stream<Path> files = Files.walk(RETAIL)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".sql")).sorted().toList()) {
        String folder = file.getParent().getFileName().toString();
        if (folder.equals("queries") || folder.equals("report")) {
          continue;
        }
        for (Statement statement : StatementParser.parse(file.toString(), text(file))) {
          if (statement instanceof Statement.MaterializedView view) {
            queries.put(TableName.of(view.definition().name(), DEFAULTS), view.query());
          } else if (statement instanceof Statement.View view) {
            queries.put(TableName.of(view.name(), DEFAULTS), view.query());
          } else if (statement instanceof Statement.StreamingTable table) {
            queries.put(
                TableName.of(table.definition().name(), DEFAULTS), table.query().orElseThrow());
          }
        }
      }
    }
    return queries;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void saysEveryRetailDatasetInDuckDbsSql() throws IOException {
    Map<TableName, SqlText> left = queries();
    Known known = new Known();
    assertThat(left).hasSizeGreaterThan(20);
    while (!left.isEmpty()) {
      List<TableName> ready =
          left.keySet().stream().filter(name -> isReady(left, left.get(name))).toList();
      assertThat(ready).as("Datasets in a circle: %s", left.keySet()).isNotEmpty();
      for (TableName name : ready) {
        AnalyzedQuery query = ANALYZER.analyze(left.get(name), known);
        assertThat(query.duckdb()).as(name.toString()).isInstanceOf(Rendering.Sql.class);
        known.schemas.put(name, query.schema());
      }
      ready.forEach(left::remove);
    }
    assertThat(
            known.schemas.get(new TableName("retail", "c360", "customer_analytics_c360")).columns())
        .hasSize(54);
  }

  private static boolean isReady(Map<TableName, SqlText> left, SqlText query) {
    return ANALYZER.references(query).stream()
        .filter(Relation.Table.class::isInstance)
        .noneMatch(relation -> left.containsKey(((Relation.Table) relation).name()));
  }
}
