package dev.perigon.cli;

import dev.perigon.sql.TableName;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tables}: what exists. */
@Command(
    name = "tables",
    description = "Lists the tables of the warehouse, one name per line.",
    footer = {"  perigon tables", "  perigon tables --home /data/lake --json"})
final class TablesVerb extends Verb {
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;

  TablesVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    List<TableName> tables = home.home(terminal()).warehouse().tables();
    if (json.json()) {
      printJson(tables);
    } else {
      tables.forEach(terminal().out()::println);
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
