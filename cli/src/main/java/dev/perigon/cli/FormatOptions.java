package dev.perigon.cli;

import dev.perigon.engine.Rows;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** {@code --format} and {@code --output}: how rows are written, and where. */
final class FormatOptions {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "table",
      description = "table (the default), csv, json or parquet.")
  private Format format;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Write to this file instead of standard output.")
  private Path output;

  enum Format {
    TABLE,
    CSV,
    JSON,
    PARQUET
  }

  /** Refuses what cannot be printed, before any work is done. */
  void check() {
    if (format == Format.PARQUET && output == null) {
      throw CliErrors.outputNeeded(format.name().toLowerCase(Locale.ROOT));
    }
  }

  /** Asks {@code question} and writes the answer. */
  void answer(
      Question question,
      Home home,
      EngineSetup setup,
      Interruption interruption,
      Terminal terminal) {
    if (format == Format.PARQUET) {
      parquet(question, home, setup, interruption, terminal);
      return;
    }
    try (Workspace workspace = Workspace.open(home, setup, interruption, new WaitLines(terminal));
        Rows rows = question.ask(workspace.updates())) {
      print(rows, terminal);
    }
  }

  private void parquet(
      Question question,
      Home home,
      EngineSetup setup,
      Interruption interruption,
      Terminal terminal) {
    try (ParquetAnswer answer = ParquetAnswer.to(file(terminal))) {
      EngineSetup allowed = setup.writingTo(answer.folder().toUri());
      try (Workspace workspace =
          Workspace.open(home, allowed, interruption, new WaitLines(terminal))) {
        answer.write(folder -> question.write(workspace.updates(), folder));
      }
    }
  }

  private Path file(Terminal terminal) {
    return terminal.folder().resolve(output).toAbsolutePath();
  }

  private void print(Rows rows, Terminal terminal) {
    RowFormat writer = writer();
    OutputFile target =
        output == null ? OutputFile.standard(terminal.out()) : OutputFile.file(file(terminal));
    long[] count = new long[1];
    target.write(out -> count[0] = writer.write(rows, out));
    if (format == Format.TABLE && output == null && terminal.interactive()) {
      terminal.out().println("(%,d %s)".formatted(count[0], count[0] == 1 ? "row" : "rows"));
    }
  }

  private RowFormat writer() {
    return switch (format) {
      case TABLE -> new TableRows();
      case CSV -> new CsvRows();
      case JSON -> new JsonRows();
      case PARQUET -> throw new IllegalStateException("Parquet is written by the engine");
    };
  }
}
