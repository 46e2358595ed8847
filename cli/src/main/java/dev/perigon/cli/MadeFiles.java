package dev.perigon.cli;

import dev.perigon.generator.Progress;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Tells of sample files: each as it is made, or all in one document. */
final class MadeFiles implements Progress {
  private final Terminal terminal;
  private final boolean json;
  private final Map<String, Long> written = new TreeMap<>();

  MadeFiles(Terminal terminal, boolean json) {
    this.terminal = terminal;
    this.json = json;
  }

  @Override
  public synchronized void wrote(String file, long rows) {
    written.put(file, rows);
    if (!json) {
      terminal.out().println("%,12d rows  %s".formatted(rows, file));
      terminal.out().flush();
    }
  }

  void finish(Path folder, LocalDate asOf) {
    finish(folder, asOf, Optional.empty());
  }

  /** Files that stand beside records which were sent. */
  void finish(Path folder, LocalDate asOf, SentRecords.Summary sent) {
    finish(folder, asOf, Optional.of(sent));
  }

  private void finish(Path folder, LocalDate asOf, Optional<SentRecords.Summary> sent) {
    if (json) {
      printJson(folder, asOf, sent);
    } else {
      terminal.out().println("Made %s".formatted(folder));
      sent.ifPresent(summary -> terminal.out().println(summary.line()));
    }
  }

  private void printJson(Path folder, LocalDate asOf, Optional<SentRecords.Summary> sent) {
    JsonText.print(
        terminal.out(),
        document -> {
          document.writeStartObject();
          document.writeStringField("folder", folder.toString());
          document.writeStringField("as_of", asOf.toString());
          document.writeArrayFieldStart("files");
          for (Map.Entry<String, Long> file : written.entrySet()) {
            document.writeStartObject();
            document.writeStringField("file", file.getKey());
            document.writeNumberField("rows", file.getValue());
            document.writeEndObject();
          }
          document.writeEndArray();
          if (sent.isPresent()) {
            document.writeObjectFieldStart("kafka");
            sent.get().writeTo(document);
            document.writeEndObject();
          }
          document.writeEndObject();
        });
  }
}
