package dev.perigon.cli;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all samples can be told. */
final class SampleOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the files go (default: the home's data folder).")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the random numbers (default: 42).")
  private Long seed;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "The day on which the sources end (default: 2025-10-09).")
  private String asOf;

  @Mixin private HomeOption home;
  @Mixin private JsonOption json;

  Path folder(String project, Terminal terminal) {
    return out == null
        ? home.writable(terminal).sampleData(project)
        : terminal.folder().resolve(out);
  }

  Optional<Long> seed() {
    return Optional.ofNullable(seed);
  }

  Optional<LocalDate> asOf() {
    try {
      return Optional.ofNullable(asOf).map(LocalDate::parse);
    } catch (DateTimeParseException e) {
      throw CliErrors.badDay("--as-of", asOf);
    }
  }

  boolean json() {
    return json.json();
  }
}
