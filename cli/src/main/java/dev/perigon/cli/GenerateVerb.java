package dev.perigon.cli;

import dev.perigon.generator.RetailGenerator;
import dev.perigon.generator.RetailOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code generate}: sample sources of a bundled project. */
@Command(
    name = "generate",
    description = "Makes sample source files for a bundled project: the same seed, the same files.",
    footer = {
      "  perigon generate retail",
      "  perigon generate retail --out big --customers 1000000 --seed 7",
      "  perigon generate retail --out dirty --duplicates --sentinels"
    })
final class GenerateVerb extends Verb {
  @Parameters(paramLabel = "PROJECT", description = "Name of a bundled project, such as retail.")
  private String project;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where the files go (default: the home's data folder).")
  private Path out;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "Seed of the random numbers (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "15",
      description = "How many customers (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(names = "--duplicates", description = "Add rows that come twice, as real feeds have.")
  private boolean duplicates;

  @Option(names = "--sentinels", description = "Add values that mean none, as real feeds have.")
  private boolean sentinels;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      description = "The day on which the sources end (default: 2025-10-09).")
  private String asOf;

  @Mixin private HomeOption home;
  @Mixin private JsonOption json;

  private final Map<String, Long> written = new TreeMap<>();

  GenerateVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    if (!SampleData.knows(project)) {
      throw CliErrors.noGenerator(project, SampleData.known());
    }
    Path folder = out == null ? homeData() : terminal().folder().resolve(out);
    RetailGenerator.generate(options(), folder, this::report);
    if (json.json()) {
      printJson(folder);
    } else {
      terminal().out().println("Made %s".formatted(folder));
    }
    return 0;
  }

  private Path homeData() {
    return home.writable(terminal()).sampleData(project);
  }

  private RetailOptions options() {
    RetailOptions options = RetailOptions.defaults().withSeed(seed).withCustomers(customers);
    options = asOf == null ? options : options.withAsOf(day());
    options = duplicates ? options.withDuplicates() : options;
    return sentinels ? options.withSentinels() : options;
  }

  private LocalDate day() {
    try {
      return LocalDate.parse(asOf);
    } catch (DateTimeParseException e) {
      throw CliErrors.badDay("--as-of", asOf);
    }
  }

  private synchronized void report(String file, long rows) {
    written.put(file, rows);
    if (!json.json()) {
      terminal().out().println("%,12d rows  %s".formatted(rows, file));
      terminal().out().flush();
    }
  }

  private void printJson(Path folder) {
    JsonText.print(
        terminal().out(),
        document -> {
          document.writeStartObject();
          document.writeStringField("folder", folder.toString());
          document.writeStringField("as_of", options().asOf().toString());
          document.writeArrayFieldStart("files");
          for (Map.Entry<String, Long> file : written.entrySet()) {
            document.writeStartObject();
            document.writeStringField("file", file.getKey());
            document.writeNumberField("rows", file.getValue());
            document.writeEndObject();
          }
          document.writeEndArray();
          document.writeEndObject();
        });
  }
}
