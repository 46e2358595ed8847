package dev.perigon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.pipelines.TableExpectations;
import dev.perigon.pipelines.TableExpectations.Entry;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.TableName;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code describe}: a table's columns and facts. */
@Command(
    name = "describe",
    description = "Shows a table: columns, expectations, comment, version, size, properties.",
    footer = {
      "  perigon describe src_customers",
      "  perigon describe retail.c360.src_customers --json"
    })
final class DescribeVerb extends Verb {
  @Mixin private TableArgument table;
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;

  DescribeVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Warehouse warehouse = home.home(terminal()).warehouse();
    TableName name = table.name(warehouse);
    DeltaTable found = warehouse.table(name);
    Snapshot snapshot = TableArgument.newest(found, name);
    List<Entry> expectations = TableExpectations.of(found, snapshot);
    if (json.json()) {
      printJson(name, snapshot, expectations);
    } else {
      printText(name, snapshot, expectations);
    }
    return 0;
  }

  private void printText(TableName name, Snapshot snapshot, List<Entry> expectations) {
    PrintStream out = terminal().out();
    out.println(name);
    snapshot.comment().ifPresent(comment -> out.println(TextTable.visible(comment)));
    out.println();
    List<String[]> columns =
        snapshot.schema().columns().stream()
            .map(
                c ->
                    new String[] {
                      c.name(), c.type().ddl(), c.nullable() ? "yes" : "no", c.comment().orElse("")
                    })
            .toList();
    out.print(
        TextTable.of(TextTable.titles(List.of("column", "type", "nulls", "comment")), columns));
    out.println();
    if (!expectations.isEmpty()) {
      out.print(table(expectations));
      out.println();
    }
    int files = snapshot.files().size();
    fact("version", snapshot.version() + ", committed " + snapshot.committedAt());
    fact("rows", snapshot.rows().map("%,d"::formatted).orElse("unknown"));
    fact(
        "size",
        "%,d bytes in %,d %s".formatted(bytes(snapshot), files, files == 1 ? "file" : "files"));
    if (!snapshot.partitionColumns().isEmpty()) {
      fact("partitioned by", String.join(", ", snapshot.partitionColumns()));
    }
    fact("location", snapshot.location().toString());
    Map<String, String> properties = new TreeMap<>(snapshot.properties());
    properties.remove(TableExpectations.PROPERTY); // shown above
    properties.forEach(this::fact);
  }

  private static String table(List<Entry> expectations) {
    List<String[]> rows =
        expectations.stream()
            .map(
                rule ->
                    new String[] {
                      rule.name(),
                      rule.predicate(),
                      rule.action(),
                      rule.last().map(DescribeVerb::violations).orElse("")
                    })
            .toList();
    List<String> titles =
        List.of("expectation", "predicate", "on violation", "violated by newest rows");
    return TextTable.of(TextTable.titles(titles), rows);
  }

  private static String violations(ExpectationResult counts) {
    return "%,d of %,d rows".formatted(counts.failed(), counts.evaluated());
  }

  private void fact(String name, String value) {
    terminal().out().println("%-15s %s".formatted(name, TextTable.visible(value)));
  }

  private void printJson(TableName name, Snapshot snapshot, List<Entry> expectations) {
    JsonText.print(
        terminal().out(),
        document -> {
          document.writeStartObject();
          document.writeStringField("name", name.toString());
          if (snapshot.comment().isPresent()) {
            document.writeStringField("comment", snapshot.comment().get());
          }
          JsonUpdatePrinter.schema(document, snapshot.schema().columns());
          expectations(document, expectations);
          document.writeNumberField("version", snapshot.version());
          document.writeStringField("committed_at", snapshot.committedAt().toString());
          if (snapshot.rows().isPresent()) {
            document.writeNumberField("rows", snapshot.rows().get());
          }
          document.writeNumberField("bytes", bytes(snapshot));
          document.writeNumberField("files", snapshot.files().size());
          JsonText.strings(document, "partitioned_by", snapshot.partitionColumns());
          document.writeStringField("location", snapshot.location().toString());
          JsonText.strings(document, "properties", snapshot.properties());
          document.writeEndObject();
        });
  }

  private static void expectations(JsonGenerator document, List<Entry> rules) throws IOException {
    document.writeArrayFieldStart("expectations");
    for (Entry rule : rules) {
      document.writeStartObject();
      document.writeStringField("name", rule.name());
      document.writeStringField("predicate", rule.predicate());
      document.writeStringField("action", rule.action());
      if (rule.last().isPresent()) {
        document.writeNumberField("evaluated", rule.last().get().evaluated());
        document.writeNumberField("passed", rule.last().get().passed());
        document.writeNumberField("failed", rule.last().get().failed());
      }
      document.writeEndObject();
    }
    document.writeEndArray();
  }

  private static long bytes(Snapshot snapshot) {
    return snapshot.files().stream().mapToLong(DataFile::size).sum();
  }
}
