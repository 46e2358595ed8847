package dev.perigon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --home}: where the warehouse is. */
final class HomeOption {
  @Option(
      names = "--home",
      paramLabel = "DIR",
      description = "Folder of the warehouse (default: PERIGON_HOME, else .perigon here).")
  private Path home;

  Path folder(Terminal terminal) {
    String fallback = terminal.environment().getOrDefault("PERIGON_HOME", ".perigon");
    Path chosen = home != null ? home : Path.of(fallback);
    return terminal.folder().resolve(chosen).toAbsolutePath().normalize();
  }

  /** The folder, made if need be, for commands that write. */
  Path writableFolder(Terminal terminal) {
    Path folder = folder(terminal);
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".writable", ""));
    } catch (IOException e) {
      throw CliErrors.unwritableHome(folder, e);
    }
    return folder;
  }
}
