package dev.perigon.cli;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code generate}: sample sources of a bundled project; each project is a verb below it. */
@Command(
    name = "generate",
    description = "Makes sample source files for a bundled project: the same seed, the same files.",
    synopsisSubcommandLabel = "PROJECT",
    commandListHeading = "%nProjects:%n",
    footer = {
      "  perigon generate retail",
      "  perigon generate retail --out big --customers 1000000 --seed 7",
      "  perigon generate commerce --faults all",
      "  perigon generate telco --bootstrap-servers localhost:9092 --rate 1000",
      "  perigon generate commerce --help"
    })
final class GenerateVerb extends Verb {
  @Parameters(hidden = true, arity = "0..*")
  private List<String> project = List.of();

  private GenerateVerb(Terminal terminal) {
    super(terminal);
  }

  static CommandLine commandLine(Terminal terminal, Interruption interruption) {
    return new CommandLine(new GenerateVerb(terminal))
        .addSubcommand(new GenerateRetail(terminal))
        .addSubcommand(new GenerateCommerce(terminal))
        .addSubcommand(new GenerateTelco(terminal, interruption));
  }

  @Override
  public Integer call() {
    throw project.isEmpty()
        ? CliErrors.generateWhat(SampleData.known())
        : CliErrors.noGenerator(project.get(0), SampleData.known());
  }
}
