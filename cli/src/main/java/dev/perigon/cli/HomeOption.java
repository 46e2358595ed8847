package dev.perigon.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --home}: where the warehouse is. */
final class HomeOption {
  private static final String REMOTE = "[a-zA-Z][a-zA-Z0-9+.-]+://.*";

  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Folder or URI of the warehouse (default: PERIGON_HOME, else .perigon here).")
  private String home;

  Home home(Terminal terminal) {
    String fallback = terminal.environment().getOrDefault("PERIGON_HOME", ".perigon");
    String chosen = home != null ? home : fallback;
    return chosen.matches(REMOTE)
        ? new Home(URI.create(chosen), Path.of(System.getProperty("java.io.tmpdir"), "perigon"))
        : Home.at(terminal.folder().resolve(chosen).toAbsolutePath().normalize());
  }

  /** The home, made if need be, for commands that write. */
  Home writable(Terminal terminal) {
    Home home = home(terminal);
    try {
      Files.createDirectories(home.local());
      Files.delete(Files.createTempFile(home.local(), ".writable", ""));
    } catch (IOException e) {
      throw CliErrors.unwritableHome(home.local(), e);
    }
    return home;
  }
}
