package dev.perigon.cli;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Verbs whose names are kept for a later release; they say so. */
abstract class LaterVerb extends Verb {
  @Parameters(hidden = true, arity = "0..*")
  private List<String> ignored;

  private final String name;

  LaterVerb(Terminal terminal, String name) {
    super(terminal);
    this.name = name;
  }

  @Override
  public Integer call() {
    throw CliErrors.later("'%s'".formatted(name));
  }

  @Command(name = "optimize", description = "Compacts a table (comes with a later release).")
  static final class Optimize extends LaterVerb {
    Optimize(Terminal terminal) {
      super(terminal, "optimize");
    }
  }
}
