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

/**
 * Rows of the event log as a query. It is put together here and not analysed, so that writing the
 * log does not load Catalyst.
 */
final class EventRows {
  private EventRows() {}

  static AnalyzedQuery query(Schema schema, List<ObjectNode> rows) {
    String spark = new Dialect(EventRows::sparkText, "STRING", "TIMESTAMP").values(schema, rows);
    String duckdb =
        new Dialect(Identifiers::literalForDuckDb, "VARCHAR", "TIMESTAMPTZ").values(schema, rows);
    return new AnalyzedQuery(
        SqlText.of("event log", spark),
        schema,
        List.of(),
        schema.columns().stream().map(column -> List.<AnalyzedQuery.ColumnReference>of()).toList(),
        new Rendering.Sql(duckdb),
        SparkQuery.of(spark));
  }

  /** How literals and two types are written. */
  private record Dialect(
      Function<String, String> literal, String stringType, String timestampType) {

    String values(Schema schema, List<ObjectNode> rows) {
      return rows.stream()
          .map(
              row ->
                  schema.columns().stream()
                      .map(column -> value(column, row.path(column.name())))
                      .collect(Collectors.joining(", ", "SELECT ", "")))
          .collect(Collectors.joining(" UNION ALL "));
    }

    private String value(Column column, JsonNode value) {
      String text =
          value.isMissingNode() || value.isNull()
              ? "NULL"
              : value.isTextual() ? literal.apply(value.asText()) : value.toString();
      String type =
          column.type() == Scalar.STRING
              ? stringType
              : column.type() == Scalar.TIMESTAMP ? timestampType : column.type().ddl();
      return "CAST(%s AS %s) AS %s".formatted(text, type, column.name());
    }
  }

  /** As bytes, so that nothing in a text is ever read as SQL. */
  private static String sparkText(String text) {
    String hex = HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    return "decode(X'%s', 'UTF-8')".formatted(hex);
  }
}
