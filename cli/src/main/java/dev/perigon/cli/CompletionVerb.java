package dev.perigon.cli;

import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code completion}: what a shell needs to complete verbs and options. */
@Command(
    name = "completion",
    description = "Prints a script that completes commands and options in bash and zsh.",
    footer = {
      "  source <(perigon completion)",
      "  perigon completion > ~/.local/share/bash-completion/completions/perigon"
    })
final class CompletionVerb extends Verb {
  CompletionVerb(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    CommandLine all = Verbs.all(terminal());
    terminal().out().print(AutoComplete.bash("perigon", all));
    return 0;
  }
}
