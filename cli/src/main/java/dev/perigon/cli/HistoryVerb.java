package dev.perigon.cli;

import dev.perigon.lakehouse.HistoryEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code history}: a table's commits. */
@Command(
    name = "history",
    description = "Lists a table's versions, newest first.",
    footer = {"  perigon history src_customers", "  perigon history src_customers --json"})
final class HistoryVerb extends Verb {
  @Mixin private TableArgument table;
  @Mixin private HomeOption home;
  @Mixin private JsonOption json;

  HistoryVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    List<HistoryEntry> history = table.find(home.home(terminal()).warehouse()).history();
    if (json.json()) {
      printJson(history);
    } else {
      printText(history);
    }
    return 0;
  }

  private void printText(List<HistoryEntry> history) {
    List<String[]> rows =
        history.stream()
            .map(
                entry ->
                    new String[] {
                      Long.toString(entry.version()),
                      entry.committedAt().toString(),
                      operation(entry),
                      metrics(entry.metrics())
                    })
            .toList();
    List<TextTable.Title> titles =
        TextTable.titles(List.of("version", "committed at", "operation", "metrics"), "version");
    terminal().out().print(TextTable.of(titles, rows));
  }

  /** With what was computed, when that was not all rows. */
  private static String operation(HistoryEntry entry) {
    String column = entry.parameters().get("refreshKey");
    if (column != null) {
      return "%s (%s keys of %s)"
          .formatted(entry.operation(), entry.parameters().get("refreshedKeys"), column);
    }
    boolean added = "ADDED".equals(entry.parameters().get("refresh"));
    return added ? entry.operation() + " (added)" : entry.operation();
  }

  private static String metrics(Map<String, String> metrics) {
    return new TreeMap<>(metrics)
        .entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(" "));
  }

  private void printJson(List<HistoryEntry> history) {
    JsonText.print(
        terminal().out(),
        document -> {
          document.writeStartArray();
          for (HistoryEntry entry : history) {
            document.writeStartObject();
            document.writeNumberField("version", entry.version());
            document.writeStringField("committed_at", entry.committedAt().toString());
            document.writeStringField("operation", entry.operation());
            JsonText.strings(document, "parameters", entry.parameters());
            JsonText.strings(document, "metrics", entry.metrics());
            if (entry.engine().isPresent()) {
              document.writeStringField("engine", entry.engine().get());
            }
            document.writeEndObject();
          }
          document.writeEndArray();
        });
  }
}
