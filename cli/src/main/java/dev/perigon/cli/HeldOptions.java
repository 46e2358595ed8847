package dev.perigon.cli;

import dev.perigon.pipelines.HeldSelection;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --rule} and {@code --where}: which of the rows that are held back. */
final class HeldOptions {
  @Option(
      names = "--rule",
      paramLabel = "NAME",
      description = "Only rows that were held back by this rule.")
  private String rule;

  @Option(
      names = "--where",
      paramLabel = "PREDICATE",
      description = "Only rows that this is true of, in Spark SQL over the quarantine's columns.")
  private String where;

  HeldSelection selection() {
    return new HeldSelection(Optional.ofNullable(rule), Optional.ofNullable(where));
  }
}
