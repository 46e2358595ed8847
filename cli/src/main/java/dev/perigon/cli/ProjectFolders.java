package dev.perigon.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds projects: a folder with perigon.yml first, else one that came with the program. */
record ProjectFolders(Path here, Optional<Path> bundled) {
  /** The launcher says where the program is installed. */
  static ProjectFolders of(Terminal terminal) {
    Optional<Path> install =
        Optional.ofNullable(System.getProperty("perigon.install")).map(Path::of);
    return new ProjectFolders(
        terminal.folder().toAbsolutePath(), install.map(folder -> folder.resolve("projects")));
  }

  Path find(String name) {
    Path folder = here.resolve(name).normalize();
    if (isProject(folder)) {
      return folder;
    }
    return findBundled(name);
  }

  /** A project that came with the program. */
  Path findBundled(String name) {
    return bundled
        .map(root -> root.resolve(name))
        .filter(candidate -> bundledNames().contains(name))
        .orElseThrow(() -> CliErrors.unknownProject(name, bundledNames(), similar(name)));
  }

  List<String> bundledNames() {
    return bundled.map(ProjectFolders::projectsIn).orElse(List.of());
  }

  private List<String> similar(String name) {
    List<String> known =
        Stream.concat(bundledNames().stream(), projectsIn(here).stream()).distinct().toList();
    return Similar.to(name, known);
  }

  private static List<String> projectsIn(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(ProjectFolders::isProject)
          .map(child -> child.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static boolean isProject(Path folder) {
    return Files.isRegularFile(folder.resolve("perigon.yml"));
  }
}
