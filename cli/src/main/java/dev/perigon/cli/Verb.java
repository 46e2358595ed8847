package dev.perigon.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** A command such as {@code run}; what it needs comes by constructor. */
@Command(
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisHeading = "Usage: ",
    descriptionHeading = "%n",
    parameterListHeading = "%n",
    optionListHeading = "%nOptions:%n",
    footerHeading = "%nExamples:%n",
    sortOptions = false)
abstract class Verb implements Callable<Integer> {
  private final Terminal terminal;

  Verb(Terminal terminal) {
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  /** Does the work and returns the exit code. */
  @Override
  public abstract Integer call();
}
