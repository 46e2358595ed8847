package dev.perigon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code perigon} without a verb: prints the help. */
@Command(
    name = "perigon",
    description = "SQL pipelines over Delta tables: an open Customer 360 lakehouse.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "  perigon run retail           run the sample project and print its report",
      "  perigon query \"select 1\"     ask the tables anything, in Spark SQL",
      "  perigon run --help           the options of one command"
    })
final class PerigonCommand extends Verb {
  @Spec private CommandSpec spec;

  PerigonCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    spec.commandLine().usage(terminal().err());
    return CommandLine.ExitCode.USAGE;
  }
}
