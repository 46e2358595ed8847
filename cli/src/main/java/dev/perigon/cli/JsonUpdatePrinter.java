package dev.perigon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.pipelines.Project;
import dev.perigon.pipelines.UpdateResult;
import dev.perigon.pipelines.UpdateResult.DatasetResult;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.TableName;
import dev.perigon.sql.type.Column;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One JSON document at the end of an update, nothing before. */
final class JsonUpdatePrinter implements UpdatePrinter {
  private final Terminal terminal;

  JsonUpdatePrinter(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void print(Project project, UpdateResult result, Report report) {
    try (JsonGenerator json = JsonText.generator(terminal.out())) {
      json.writeStartObject();
      json.writeStringField("project", project.name());
      json.writeStringField("update", result.updateId());
      json.writeStringField("started_at", result.startedAt().toString());
      json.writeStringField("as_of", result.asOf().toString());
      json.writeNumberField("seconds", result.duration().toMillis() / 1000.0);
      json.writeStringField("state", result.error().isEmpty() ? "completed" : "failed");
      json.writeArrayFieldStart("datasets");
      for (DatasetResult dataset : result.datasets()) {
        dataset(json, dataset);
      }
      json.writeEndArray();
      JsonText.strings(json, "notes", result.notes());
      report(json, report);
      if (result.error().isPresent()) {
        json.writeFieldName("error");
        JsonText.error(json, result.error().get());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    terminal.out().println();
  }

  private static void dataset(JsonGenerator json, DatasetResult dataset) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", dataset.name().toString());
    json.writeStringField("kind", lower(dataset.kind().name()));
    json.writeStringField("layer", dataset.layer());
    json.writeStringField("state", lower(dataset.state().name()));
    if (dataset.version().isPresent()) {
      json.writeNumberField("version", dataset.version().get());
    }
    json.writeNumberField("rows", dataset.rows());
    if (dataset.keys().isPresent()) {
      json.writeNumberField("keys", dataset.keys().get());
    }
    json.writeNumberField("files_compacted", dataset.compacted().before());
    json.writeNumberField("seconds", dataset.duration().toMillis() / 1000.0);
    schema(json, dataset.schema().columns());
    json.writeObjectFieldStart("versions_read");
    for (Map.Entry<TableName, Long> read : new TreeMap<>(dataset.versionsRead()).entrySet()) {
      json.writeNumberField(read.getKey().toString(), read.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("expectations");
    for (ExpectationResult expectation : dataset.expectations()) {
      expectation(json, expectation);
    }
    json.writeEndArray();
    if (dataset.error().isPresent()) {
      json.writeFieldName("error");
      JsonText.error(json, dataset.error().get());
    }
    json.writeEndObject();
  }

  static void schema(JsonGenerator json, List<Column> columns) throws IOException {
    json.writeArrayFieldStart("columns");
    for (Column column : columns) {
      json.writeStartObject();
      json.writeStringField("name", column.name());
      json.writeStringField("type", column.type().ddl());
      json.writeBooleanField("nullable", column.nullable());
      if (column.comment().isPresent()) {
        json.writeStringField("comment", column.comment().get());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void expectation(JsonGenerator json, ExpectationResult expectation)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("name", expectation.name());
    json.writeStringField("action", expectation.action());
    json.writeNumberField("evaluated", expectation.evaluated());
    json.writeNumberField("passed", expectation.passed());
    json.writeNumberField("failed", expectation.failed());
    json.writeEndObject();
  }

  private static void report(JsonGenerator json, Report report) throws IOException {
    json.writeArrayFieldStart("report");
    for (Report.Block block : report.blocks()) {
      json.writeStartObject();
      json.writeStringField("title", block.query().title());
      json.writeArrayFieldStart("rows");
      for (Object[] row : block.rows()) {
        row(json, block.schema().columns(), row);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void row(JsonGenerator json, List<Column> columns, Object[] row)
      throws IOException {
    json.writeStartObject();
    for (int i = 0; i < row.length; i++) {
      json.writeFieldName(columns.get(i).name());
      ValueText.json(json, row[i], columns.get(i).type());
    }
    json.writeEndObject();
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
