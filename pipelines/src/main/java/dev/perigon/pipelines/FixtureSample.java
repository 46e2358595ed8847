package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.engine.Engine;
import dev.perigon.engine.Rows;
import dev.perigon.engine.Slice;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Finds a few rows of each input that belong together: from some rows of the result, by the values
 * of columns that look like keys, from input to input.
 */
final class FixtureSample {
  private static final int RESULTS = 3;
  private static final int MOST_ROWS = 10;
  private static final TableName INPUT = new TableName("perigon", "tests", "input");

  private final Engine engine;
  private final UpdateContext context;
  private final Map<String, Set<Object>> keys = new HashMap<>();

  FixtureSample(Engine engine, UpdateContext context) {
    this.engine = engine;
    this.context = context;
  }

  /** Rows for each input of each query. */
  List<List<RowSet>> of(List<AnalyzedQuery> queries) {
    List<BoundQuery> bound = queries.stream().map(context.binder()::whole).toList();
    Map<String, Input> inputs = new LinkedHashMap<>();
    for (BoundQuery query : bound) {
      for (int i = 0; i < query.slices().size(); i++) {
        AnalyzedQuery.Input input = query.query().inputs().get(i);
        inputs.putIfAbsent(
            name(input), new Input(name(input), input.schema(), query.slices().get(i)));
      }
    }
    bound.forEach(query -> learn(rows(query, RESULTS)));
    Map<String, RowSet> samples = samples(new ArrayList<>(inputs.values()));
    return queries.stream()
        .map(q -> q.inputs().stream().map(input -> samples.get(name(input))).toList())
        .toList();
  }

  private record Input(String name, Schema schema, Slice slice) {}

  private static String name(AnalyzedQuery.Input input) {
    return input.relation() instanceof Relation.Table table
        ? table.label().toLowerCase(Locale.ROOT)
        : input.relation().label() + " " + input.schema().ddl();
  }

  /** The input with the most known keys is next: it may know keys of others. */
  private Map<String, RowSet> samples(List<Input> inputs) {
    Map<String, RowSet> samples = new HashMap<>();
    while (!inputs.isEmpty()) {
      Input next =
          Collections.max(inputs, Comparator.comparingInt(input -> known(input.schema()).size()));
      inputs.remove(next);
      RowSet rows = sample(next);
      learn(rows);
      samples.put(next.name(), rows);
    }
    return samples;
  }

  private List<Column> known(Schema schema) {
    return schema.columns().stream()
        .filter(FixtureSample::isKey)
        .filter(column -> !values(column).isEmpty())
        .toList();
  }

  private Set<Object> values(Column column) {
    return keys.getOrDefault(column.name().toLowerCase(Locale.ROOT), Set.of());
  }

  private static boolean isKey(Column column) {
    String name = column.name().toLowerCase(Locale.ROOT);
    boolean plain =
        column.type() == Scalar.STRING
            || column.type() == Scalar.LONG
            || column.type() == Scalar.INTEGER;
    return plain && (name.equals("id") || name.endsWith("_id") || name.endsWith("_key"));
  }

  private void learn(RowSet rows) {
    List<Column> columns = rows.schema().columns();
    for (int i = 0; i < columns.size(); i++) {
      if (isKey(columns.get(i))) {
        Set<Object> values =
            keys.computeIfAbsent(
                columns.get(i).name().toLowerCase(Locale.ROOT), k -> new LinkedHashSet<>());
        for (List<Object> row : rows.rows()) {
          if (row.get(i) != null) {
            values.add(row.get(i));
          }
        }
      }
    }
  }

  private RowSet sample(Input input) {
    Map<String, Object> parameters = new HashMap<>();
    List<String> conditions = new ArrayList<>();
    for (Column column : known(input.schema())) {
      List<String> names = new ArrayList<>();
      for (Object value : values(column)) {
        String name = "perigon_" + parameters.size();
        parameters.put(name, value);
        names.add(":" + name);
      }
      conditions.add(
          "%s IN (%s)".formatted(Identifiers.quote(column.name()), String.join(", ", names)));
    }
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    SqlText text = SqlText.of("a sample", "SELECT * FROM %s%s".formatted(INPUT, where));
    AnalyzedQuery query =
        context
            .analyses()
            .with(parameters)
            .analyze(text, new StagedResolver(INPUT, input.schema()));
    BoundQuery bound = new BoundQuery(query, List.of(input.slice()), context.asOf());
    return rows(bound, conditions.isEmpty() ? RESULTS : MOST_ROWS);
  }

  private RowSet rows(BoundQuery query, int most) {
    try (Rows rows = engine.read(query)) {
      return RowSet.read(rows, most);
    }
  }
}
