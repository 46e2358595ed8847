package dev.perigon.cli;

import dev.perigon.pipelines.ChangeLog;
import dev.perigon.sql.TableName;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tables}: what exists. */
@Command(
    name = "tables",
    description = "Lists the tables of the warehouse, one name per line.",
    footer = {"  perigon tables", "  perigon tables --home /data/lake --json"})
final class TablesVerb extends Verb {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;

  @Option(names = "--all", description = "Also the changes that AUTO CDC keeps: <table>__changes.")
  private boolean all;

  TablesVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Home folder = home.home(terminal());
    List<TableName> tables =
        folder.warehouse().tables().stream()
            .filter(table -> all || !ChangeLog.isLog(table))
            .toList();
    if (json.json()) {
      printJson(tables);
    } else {
      tables.forEach(terminal().out()::println);
      if (tables.isEmpty()) {
        terminal()
            .err()
            .println("No tables in " + folder.shown() + " yet: 'perigon run' makes them");
      }
    }
    return 0;
  }

  private void printJson(List<TableName> tables) {
    JsonText.print(
        terminal().out(),
        document -> {
          document.writeStartArray();
          for (TableName table : tables) {
            document.writeString(table.toString());
          }
          document.writeEndArray();
        });
  }
}
