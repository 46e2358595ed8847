package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rows of the event log as a query. It is put together here and not analysed, so that writing the
 * log does not load Catalyst.
 */
final class EventRows {
  private EventRows() {}

  static AnalyzedQuery query(Schema schema, List<ObjectNode> rows) {
    String values = values(schema, rows);
    String spark =
        new Dialect("explode(from_json(%s, 'array<array<string>>'))", 0, "STRING", "TIMESTAMP")
            .text(schema, sparkText(values));
    String duckdb =
        new Dialect("unnest(from_json(%s, '[[\"VARCHAR\"]]'))", 1, "VARCHAR", "TIMESTAMPTZ")
            .text(schema, Identifiers.literalForDuckDb(values));
    return new AnalyzedQuery(
        SqlText.of("event log", spark),
        schema,
        List.of(),
        schema.columns().stream().map(column -> List.<AnalyzedQuery.ColumnReference>of()).toList(),
        new Rendering.Sql(duckdb),
        SparkQuery.of(spark));
  }

  /**
   * All values as texts in one text, a JSON array of rows: a literal for each value would take
   * either engine several times as long to plan.
   */
  private static String values(Schema schema, List<ObjectNode> rows) {
    ArrayNode all = Json.array();
    for (ObjectNode row : rows) {
      ArrayNode values = all.addArray();
      for (Column column : schema.columns()) {
        JsonNode value = row.path(column.name());
        values.add(value.isMissingNode() || value.isNull() ? null : value.asText());
      }
    }
    return all.toString();
  }

  /** How rows are made of a text, where arrays begin, and how two types are named. */
  private record Dialect(String rows, int first, String stringType, String timestampType) {
    String text(Schema schema, String values) {
      List<Column> columns = schema.columns();
      String casts =
          IntStream.range(0, columns.size())
              .mapToObj(i -> cast(i, columns.get(i)))
              .collect(Collectors.joining(", "));
      return "SELECT %s FROM (SELECT %s AS v) AS events".formatted(casts, rows.formatted(values));
    }

    private String cast(int index, Column column) {
      String type =
          column.type() == Scalar.STRING
              ? stringType
              : column.type() == Scalar.TIMESTAMP ? timestampType : column.type().ddl();
      return "CAST(v[%d] AS %s) AS %s".formatted(first + index, type, column.name());
    }
  }

  /** As bytes, so that nothing in a text is ever read as SQL. */
  private static String sparkText(String text) {
    return "CAST(X'%s' AS STRING)"
        .formatted(HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8)));
  }
}
