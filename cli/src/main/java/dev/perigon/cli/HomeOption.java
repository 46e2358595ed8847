package dev.perigon.cli;

import dev.perigon.pipelines.Project;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --home}: where the warehouse is. */
final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Folder or URI of the warehouse (default: PERIGON_HOME, else .perigon here).")
  private String home;

  Home home(Terminal terminal) {
    return home(terminal, Optional.empty());
  }

  /** What was given, else what the project's target says, else what the machine says. */
  Home home(Terminal terminal, Optional<Project> project) {
    String fallback = terminal.environment().getOrDefault("PERIGON_HOME", ".perigon");
    Optional<URI> settled = project.filter(p -> home == null).flatMap(p -> p.target().home());
    URI root =
        settled.orElseGet(
            () -> GivenFolder.uri("--home", home != null ? home : fallback, terminal));
    return GivenFolder.isLocal(root)
        ? Home.at(Path.of(root))
        : Home.remote(root, ownCache(terminal));
  }

  /** Where nobody else may plant or read copies. */
  private static Path ownCache(Terminal terminal) {
    String chosen = terminal.environment().getOrDefault("XDG_CACHE_HOME", "");
    return chosen.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(chosen);
  }

  /** Where this home keeps what was read before; empty while there is no home. */
  Optional<Path> kept(Terminal terminal) {
    return Optional.of(home(terminal).local()).filter(Files::isDirectory);
  }

  /** The home, made if need be, for commands that write. */
  Home writable(Terminal terminal) {
    return writable(terminal, Optional.empty());
  }

  Home writable(Terminal terminal, Optional<Project> project) {
    Home home = home(terminal, project);
    try {
      Files.createDirectories(home.local());
      Files.delete(Files.createTempFile(home.local(), ".writable", ""));
    } catch (IOException e) {
      throw CliErrors.unwritableHome(home.local(), e);
    }
    return home;
  }
}
