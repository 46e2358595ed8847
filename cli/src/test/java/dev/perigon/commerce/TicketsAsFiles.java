package dev.perigon.commerce;

import dev.perigon.house.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** The commerce project with its alternative for tickets: files of JSON. */
final class TicketsAsFiles {
  private static final String TICKETS = "raw_support_tickets.sql";

  private TicketsAsFiles() {}

  /** Copies the project into {@code folder}. */
  static Path project(Path folder) {
    Path from = Repository.root().resolve("projects/commerce");
    try (var files = Files.walk(from)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      for (Path file : all) {
        Path target = folder.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
      Files.copy(
          from.resolve("alternatives").resolve(TICKETS),
          folder.resolve("bronze").resolve(TICKETS),
          StandardCopyOption.REPLACE_EXISTING);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
