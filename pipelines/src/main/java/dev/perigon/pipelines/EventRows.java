package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.AnalyzedQuery.Rendering;
import dev.perigon.sql.query.SparkQuery;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType.Scalar;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of the event log as a query. It is put together here and not analysed, so that writing the
 * log does not load Catalyst.
 */
final class EventRows {
  private EventRows() {}

  static AnalyzedQuery query(Schema schema, List<ObjectNode> rows) {
    String spark = new Dialect(EventRows::sparkText, "STRING", "TIMESTAMP").text(schema, rows);
    String duckdb =
        new Dialect(Identifiers::literalForDuckDb, "VARCHAR", "TIMESTAMPTZ").text(schema, rows);
    return new AnalyzedQuery(
        SqlText.of("event log", spark),
        schema,
        List.of(),
        schema.columns().stream().map(column -> List.<AnalyzedQuery.ColumnReference>of()).toList(),
        new Rendering.Sql(duckdb),
        SparkQuery.of(spark));
  }

  /**
   * How texts and two types are written. All values are texts in one list, and each column is cast
   * once: with a cast for each value DuckDB takes ten times as long to plan the query.
   */
  private record Dialect(
      Function<String, String> literal, String stringType, String timestampType) {

    String text(Schema schema, List<ObjectNode> rows) {
      List<Column> columns = schema.columns();
      String casts =
          IntStream.range(0, columns.size())
              .mapToObj(i -> cast(i, columns.get(i)))
              .collect(Collectors.joining(", "));
      String names =
          IntStream.range(0, columns.size())
              .mapToObj(i -> "v" + i)
              .collect(Collectors.joining(", "));
      String values =
          rows.stream()
              .map(
                  row ->
                      columns.stream()
                          .map(column -> value(row.path(column.name())))
                          .collect(Collectors.joining(", ", "(", ")")))
              .collect(Collectors.joining(", "));
      return "SELECT %s FROM (VALUES %s) AS events(%s)".formatted(casts, values, names);
    }

    private String cast(int index, Column column) {
      String type =
          column.type() == Scalar.STRING
              ? stringType
              : column.type() == Scalar.TIMESTAMP ? timestampType : column.type().ddl();
      // Where all values are NULL, the column has no type yet.
      return "CAST(CAST(v%d AS %s) AS %s) AS %s".formatted(index, stringType, type, column.name());
    }

    private String value(JsonNode value) {
      return value.isMissingNode() || value.isNull() ? "NULL" : literal.apply(value.asText());
    }
  }

  /** As bytes, so that nothing in a text is ever read as SQL. */
  private static String sparkText(String text) {
    return "X'%s'".formatted(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
  }
}
