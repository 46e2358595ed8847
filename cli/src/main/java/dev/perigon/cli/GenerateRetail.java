package dev.perigon.cli;

import dev.perigon.generator.RetailGenerator;
import dev.perigon.generator.RetailOptions;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code generate retail}. */
@Command(
    name = "retail",
    description = "Makes the fourteen CSV files of the retail project.",
    footer = {
      "  perigon generate retail",
      "  perigon generate retail --out big --customers 1000000 --seed 7",
      "  perigon generate retail --out dirty --duplicates --sentinels"
    })
final class GenerateRetail extends Verb {
  @Mixin private SampleOptions sample;

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

  GenerateRetail(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    RetailOptions options = options();
    Path folder = sample.folder("retail", terminal());
    MadeFiles files = new MadeFiles(terminal(), sample.json());
    RetailGenerator.generate(options, folder, files);
    files.finish(folder, options.asOf());
    return 0;
  }

  private RetailOptions options() {
    RetailOptions options = RetailOptions.defaults().withCustomers(customers);
    options = sample.seed().map(options::withSeed).orElse(options);
    options = sample.asOf().map(options::withAsOf).orElse(options);
    options = duplicates ? options.withDuplicates() : options;
    return sentinels ? options.withSentinels() : options;
  }
}
