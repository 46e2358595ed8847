package dev.perigon.cli;

import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.Leftovers;
import dev.perigon.lakehouse.Warehouse;
import dev.perigon.pipelines.Maintenance;
import dev.perigon.pipelines.Maintenance.Insisting;
import dev.perigon.sql.TableName;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code vacuum}: old versions' files, and what killed runs left. */
@Command(
    name = "vacuum",
    description = "Deletes files that no readable version of a table needs.",
    footer = {
      "  perigon vacuum --dry-run",
      "  perigon vacuum src_customers --retain 30d",
      "  perigon vacuum src_customers --retain 0s --force"
    })
final class VacuumVerb extends Verb {
  @Parameters(
      paramLabel = "TABLE",
      arity = "0..1",
      description =
          "catalog.schema.table, or its end when only one table fits (default: every table).")
  private String table;

  @Mixin private RetainOption retain;

  @Option(
      names = "--force",
      description = "Allow less than 7 days: whoever still reads old files fails then.")
  private boolean force;

  @Option(names = "--dry-run", description = "Only list what would be deleted.")
  private boolean dryRun;

  @Mixin private HomeOption home;
  @Mixin private JsonOption json;

  VacuumVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Optional<Duration> retention = retain.duration();
    Home folder = home.home(terminal());
    Warehouse warehouse = folder.warehouse();
    Maintenance maintenance = new Maintenance(warehouse, Optional.of(folder.local()));
    Map<TableName, Leftovers> deleted = new LinkedHashMap<>();
    for (TableName name : names(warehouse)) {
      Leftovers leftovers =
          maintenance.leftovers(name, retention, force ? Insisting.YES : Insisting.NO);
      if (!dryRun) {
        maintenance.vacuum(leftovers);
      }
      deleted.put(name, leftovers);
      if (!json.json()) {
        printText(name, leftovers);
      }
    }
    if (json.json()) {
      printJson(deleted);
    }
    return 0;
  }

  private List<TableName> names(Warehouse warehouse) {
    return table == null ? warehouse.tables() : List.of(TableArgument.of(table).name(warehouse));
  }

  private void printText(TableName name, Leftovers leftovers) {
    PrintStream out = terminal().out();
    int files = leftovers.files().size();
    out.println(
        "%s: %s %,d %s of %,d bytes; versions since %s stay readable"
            .formatted(
                name,
                dryRun ? "would delete" : "deleted",
                files,
                files == 1 ? "file" : "files",
                bytes(leftovers),
                leftovers.since().truncatedTo(java.time.temporal.ChronoUnit.SECONDS)));
    if (dryRun) {
      leftovers.files().forEach(file -> out.println("  " + file.location()));
    }
  }

  private static long bytes(Leftovers leftovers) {
    return leftovers.files().stream().mapToLong(StoredFile::size).sum();
  }

  private void printJson(Map<TableName, Leftovers> deleted) {
    JsonText.print(
        terminal().out(),
        document -> {
          document.writeStartObject();
          document.writeBooleanField("dry_run", dryRun);
          document.writeArrayFieldStart("tables");
          for (var entry : deleted.entrySet()) {
            Leftovers leftovers = entry.getValue();
            document.writeStartObject();
            document.writeStringField("name", entry.getKey().toString());
            document.writeStringField("readable_since", leftovers.since().toString());
            document.writeNumberField("files", leftovers.files().size());
            document.writeNumberField("bytes", bytes(leftovers));
            document.writeNumberField("folders", leftovers.folders().size());
            document.writeEndObject();
          }
          document.writeEndArray();
          document.writeEndObject();
        });
  }
}
