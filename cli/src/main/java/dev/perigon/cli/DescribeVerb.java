package dev.perigon.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.sql.TableName;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code describe}: a table's columns and facts. */
@Command(
    name = "describe",
    description = "Shows a table: columns, comment, partitioning, version, size, properties.",
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
    Snapshot snapshot = TableArgument.newest(warehouse.table(name), name);
    if (json.json()) {
      printJson(name, snapshot);
    } else {
      printText(name, snapshot);
    }
    return 0;
  }

  private void printText(TableName name, Snapshot snapshot) {
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
    fact("version", snapshot.version() + ", committed " + snapshot.committedAt());
    fact("rows", snapshot.rows().map("%,d"::formatted).orElse("unknown"));
    fact("size", "%,d bytes in %,d files".formatted(bytes(snapshot), snapshot.files().size()));
    if (!snapshot.partitionColumns().isEmpty()) {
      fact("partitioned by", String.join(", ", snapshot.partitionColumns()));
    }
    fact("location", snapshot.location().toString());
    new TreeMap<>(snapshot.properties()).forEach((key, value) -> fact(key, value));
  }

  private void fact(String name, String value) {
    terminal().out().println("%-15s %s".formatted(name, TextTable.visible(value)));
  }

  private void printJson(TableName name, Snapshot snapshot) {
    try (JsonGenerator document = JsonText.generator(terminal().out())) {
      document.writeStartObject();
      document.writeStringField("name", name.toString());
      if (snapshot.comment().isPresent()) {
        document.writeStringField("comment", snapshot.comment().get());
      }
      JsonUpdatePrinter.schema(document, snapshot.schema().columns());
      document.writeNumberField("version", snapshot.version());
      document.writeStringField("committed_at", snapshot.committedAt().toString());
      if (snapshot.rows().isPresent()) {
        document.writeNumberField("rows", snapshot.rows().get());
      }
      document.writeNumberField("bytes", bytes(snapshot));
      document.writeNumberField("files", snapshot.files().size());
      document.writeArrayFieldStart("partitioned_by");
      for (String column : snapshot.partitionColumns()) {
        document.writeString(column);
      }
      document.writeEndArray();
      document.writeStringField("location", snapshot.location().toString());
      JsonText.strings(document, "properties", snapshot.properties());
      document.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    terminal().out().println();
  }

  private static long bytes(Snapshot snapshot) {
    return snapshot.files().stream().mapToLong(DataFile::size).sum();
  }
}
