package dev.perigon.sql.catalyst;

import dev.perigon.sql.TableName;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.AnalyzedQuery.ColumnReference;
import dev.perigon.sql.query.AnalyzedQuery.Encoded;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.query.Analyzer;
import dev.perigon.sql.query.DuckDbSession;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.duckdb.DuckDBConnection;

/** Runs queries as Perigon does: analysed, rendered, over DuckDB views named {@code input_i}. */
final class DuckDbRunner implements AutoCloseable, Resolver {
  private final ZoneId zone;
  private final Analyzer analyzer;
  private final Connection connection;
  private final Map<String, Schema> schemas = new HashMap<>();
  private boolean encoded = true;

  DuckDbRunner() throws SQLException {
    this(TestTable.SETTINGS.timeZone());
  }

  DuckDbRunner(ZoneId zone) throws SQLException {
    this.zone = zone;
    analyzer = new Analyzer(TestTable.settings(zone));
    connection = DriverManager.getConnection("jdbc:duckdb:");
    ScalarFunctions.register(connection.unwrap(DuckDBConnection.class), DuckDbSession.functions());
    for (String statement : DuckDbSession.prelude(zone)) {
      execute(statement);
    }
    execute("SET VARIABLE as_of = TIMESTAMPTZ '2025-10-09 12:34:56.789+00'");
    execute("SET threads = 1");
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  void add(TestTable table) throws SQLException {
    LocalRelation relation = table.rows();
    Schema schema = table.schema();
    schemas.put(table.name().toLowerCase(Locale.ROOT), schema);
    execute(
        "CREATE OR REPLACE TABLE %s (perigon_row INTEGER, %s)"
            .formatted(
                Identifiers.quoteForDuckDb(table.name()),
                Scala.list(relation.output()).stream()
                    .map(c -> Identifiers.quoteForDuckDb(c.name()) + " " + type(c))
                    .collect(Collectors.joining(", "))));
    insert(table, relation);
  }

  private static String type(Attribute column) {
    return CatalystTypes.duckDb(column.dataType()).orElseThrow();
  }

  private void insert(TestTable table, LocalRelation relation) throws SQLException {
    ExpressionRenderer literals = new ExpressionRenderer(new Names(""), zone, null, null);
    List<Attribute> columns = Scala.list(relation.output());
    int number = 0;
    for (InternalRow row : Scala.list(relation.data())) {
      String values =
          IntStream.range(0, columns.size())
              .mapToObj(
                  i ->
                      literals.literal(
                          row.isNullAt(i) ? null : row.get(i, columns.get(i).dataType()),
                          columns.get(i).dataType()))
              .collect(Collectors.joining(", "));
      execute(
          "INSERT INTO %s VALUES (%d, %s)"
              .formatted(Identifiers.quoteForDuckDb(table.name()), number++, values));
    }
  }

  AnalyzedQuery analyze(String sql) {
    return analyzer.analyze(SqlText.of("query.sql", sql), this);
  }

  Answer run(String sql) {
    try {
      return run(analyze(sql), "");
    } catch (PerigonException e) {
      return new Answer.Failure(e);
    }
  }

  /**
   * Runs {@code query} over those rows alone that meet {@code condition} on {@code perigon_row}.
   */
  Answer run(AnalyzedQuery query, String condition) {
    String text;
    try {
      text = bound(query, input -> condition);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    try (Statement statement = connection.createStatement();
        ResultSet results = statement.executeQuery(plain(text, query.schema()))) {
      return new Answer.Rows(query.schema(), rows(results, query.schema()));
    } catch (SQLException e) {
      return new Answer.Failure(e);
    }
  }

  /**
   * Keeps the answer of {@code query} as a table.
   *
   * @param conditions on {@code perigon_row}, for each input
   */
  void keep(String table, AnalyzedQuery query, IntFunction<String> conditions) throws SQLException {
    execute(
        "CREATE OR REPLACE TABLE %s AS SELECT 0 AS perigon_row, * FROM (%s)"
            .formatted(Identifiers.quoteForDuckDb(table), bound(query, conditions)));
    schemas.put(table, query.schema());
  }

  /** The text of {@code query}, whose inputs are bound to those rows that meet a condition. */
  private String bound(AnalyzedQuery query, IntFunction<String> conditions) throws SQLException {
    if (query.duckdb() instanceof Rendering.Unsupported gap) {
      throw new AssertionError("Not rendered: %s at %s".formatted(gap.what(), gap.origin()));
    }
    for (int i = 0; i < query.inputs().size(); i++) {
      bind(i, query.inputs().get(i).relation(), conditions.apply(i));
    }
    return text((Rendering.Sql) query.duckdb());
  }

  /** The query that uses dictionaries, if there is one and they are small. */
  private String text(Rendering.Sql sql) throws SQLException {
    if (sql.encoded().isEmpty() || !encoded) {
      return sql.text();
    }
    List<ColumnReference> dictionaries = sql.encoded().get().dictionaries();
    for (int i = 0; i < dictionaries.size(); i++) {
      String column = Identifiers.quoteForDuckDb(dictionaries.get(i).column());
      String values =
          "(SELECT DISTINCT %1$s AS value FROM input_%2$d WHERE %1$s IS NOT NULL)"
              .formatted(column, dictionaries.get(i).input());
      if (count(values) > Encoded.MOST_VALUES) {
        return sql.text();
      }
      execute(
          "SET VARIABLE dictionary_%d = (SELECT list(value ORDER BY value) FROM %s)"
              .formatted(i, values));
    }
    return sql.encoded().get().text();
  }

  private long count(String from) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count(*) FROM " + from)) {
      result.next();
      return result.getLong(1);
    }
  }

  /** From now on without dictionaries. */
  DuckDbRunner plainly() {
    encoded = false;
    return this;
  }

  private void bind(int input, Relation relation, String condition) throws SQLException {
    String table = ((Relation.Table) relation).name().table();
    execute(
        "CREATE OR REPLACE TEMP VIEW input_%d AS SELECT * EXCLUDE perigon_row FROM %s%s"
            .formatted(
                input,
                Identifiers.quoteForDuckDb(table),
                condition.isEmpty() ? "" : " WHERE " + condition));
  }

  /** The query with columns by position, each in its plain form. */
  private static String plain(String text, Schema schema) {
    List<Column> columns = schema.columns();
    String names =
        IntStream.range(0, columns.size()).mapToObj(i -> "v" + i).collect(Collectors.joining(", "));
    String values =
        IntStream.range(0, columns.size())
            .mapToObj(i -> Values.plain("v" + i, columns.get(i).type()))
            .collect(Collectors.joining(", "));
    return "SELECT %s FROM (%s) AS q(%s)".formatted(values, text, names);
  }

  private static List<List<Object>> rows(ResultSet results, Schema schema) throws SQLException {
    List<List<Object>> rows = new ArrayList<>();
    while (results.next()) {
      List<Object> row = new ArrayList<>();
      for (int i = 0; i < schema.columns().size(); i++) {
        row.add(Values.ofDuckDb(results.getObject(i + 1), schema.columns().get(i).type()));
      }
      rows.add(row);
    }
    return rows;
  }

  @Override
  public Optional<Resolved> resolve(Relation relation) {
    String table = ((Relation.Table) relation).name().table().toLowerCase(Locale.ROOT);
    return Optional.ofNullable(schemas.get(table)).map(Resolved.Rows::new);
  }

  @Override
  public List<TableName> candidates() {
    return schemas.keySet().stream().map(t -> new TableName("test", "test", t)).toList();
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
