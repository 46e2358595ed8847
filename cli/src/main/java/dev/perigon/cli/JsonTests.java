package dev.perigon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.pipelines.FixtureResult;
import dev.perigon.pipelines.FixtureResult.CountDifference;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.RowComparison;
import dev.perigon.pipelines.RowComparison.Difference;
import dev.perigon.sql.type.Column;
import java.io.IOException;
import java.util.List;

/** What tests came to, as one document. */
final class JsonTests implements TestPrinter {
  private final Terminal terminal;

  JsonTests(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void print(Project project, List<FixtureResult> results) {
    long failed = results.stream().filter(result -> !result.passed()).count();
    JsonText.print(
        terminal.out(),
        json -> {
          json.writeStartObject();
          json.writeStringField("project", project.name());
          json.writeNumberField("passed", results.size() - failed);
          json.writeNumberField("failed", failed);
          json.writeArrayFieldStart("tests");
          for (FixtureResult result : results) {
            test(json, result);
          }
          json.writeEndArray();
          json.writeEndObject();
        });
  }

  private static void test(JsonGenerator json, FixtureResult result) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", result.test().name());
    json.writeStringField("dataset", result.test().dataset());
    json.writeStringField("at", result.test().origin().toString());
    json.writeStringField("state", result.passed() ? "passed" : "failed");
    json.writeNumberField("seconds", result.duration().toMillis() / 1000.0);
    if (result.error().isPresent()) {
      json.writeFieldName("error");
      JsonText.error(json, result.error().get());
    }
    if (result.rows().isPresent()) {
      rows(json, "rows", result.rows().get());
    }
    json.writeArrayFieldStart("expectations");
    for (CountDifference count : result.counts()) {
      json.writeStartObject();
      json.writeStringField("name", count.rule());
      json.writeStringField("count", count.what());
      json.writeNumberField("expected", count.expected());
      json.writeNumberField("actual", count.actual());
      json.writeEndObject();
    }
    json.writeEndArray();
    if (result.quarantine().isPresent()) {
      rows(json, "quarantine", result.quarantine().get());
    }
    json.writeEndObject();
  }

  private static void rows(JsonGenerator json, String name, RowComparison rows) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("expected", rows.expected());
    json.writeNumberField("actual", rows.actual());
    json.writeNumberField("matched", rows.matched());
    json.writeArrayFieldStart("differences");
    for (Difference difference : rows.differences()) {
      difference(json, rows, difference);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void difference(JsonGenerator json, RowComparison rows, Difference difference)
      throws IOException {
    List<Column> columns = rows.schema().columns();
    json.writeStartObject();
    json.writeStringField("kind", RowDifferences.kind(difference));
    JsonText.strings(
        json, "columns", difference.columns().stream().map(i -> columns.get(i).name()).toList());
    if (difference.expected().isPresent()) {
      row(json, "expected", columns, difference.expected().get());
    }
    if (difference.actual().isPresent()) {
      row(json, "actual", columns, difference.actual().get());
    }
    json.writeEndObject();
  }

  private static void row(JsonGenerator json, String name, List<Column> columns, List<Object> row)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (int i = 0; i < columns.size(); i++) {
      json.writeFieldName(columns.get(i).name());
      ValueText.json(json, row.get(i), columns.get(i).type());
    }
    json.writeEndObject();
  }
}
