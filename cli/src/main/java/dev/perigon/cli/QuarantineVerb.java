package dev.perigon.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Spec;

/** {@code quarantine}: what rules held back. */
@Command(
    name = "quarantine",
    description = "Shows the rows that rules held back, tries them again, or drops them.",
    commandListHeading = "%nCommands:%n",
    footer = {
      "  perigon quarantine list",
      "  perigon quarantine list voice_cdrs --rows 10",
      "  perigon quarantine replay voice_cdrs --project telco --dry-run",
      "  perigon quarantine drop voice_cdrs --rule readable --yes"
    })
final class QuarantineVerb extends Verb {
  @Spec private CommandLine.Model.CommandSpec spec;

  private QuarantineVerb(Terminal terminal) {
    super(terminal);
  }

  static CommandLine commandLine(Terminal terminal, Interruption interruption) {
    return new CommandLine(new QuarantineVerb(terminal))
        .addSubcommand(new QuarantineList(terminal, interruption))
        .addSubcommand(new QuarantineReplay(terminal, interruption))
        .addSubcommand(new QuarantineDrop(terminal, interruption));
  }

  @Override
  public Integer call() {
    throw CliErrors.quarantineWhat(spec.subcommands().keySet());
  }
}
