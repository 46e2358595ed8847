package dev.perigon.cli;

import picocli.CommandLine.Option;

/** {@code --json}: one document for scripts. */
final class JsonOption {
  @Option(names = "--json", description = "Print one JSON document on standard output.")
  private boolean json;

  boolean json() {
    return json;
  }
}
