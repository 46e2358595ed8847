package dev.perigon.cli;

import dev.perigon.pipelines.Project;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --data}: where relative {@code read_files} paths start. */
final class DataOption {
  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Folder (or URI) of the source files (default: the project's data).")
  private String data;

  /** What was given, else the project's own data, else sample data made below the home. */
  URI find(Project project, Home home, Instant asOf, Terminal terminal) {
    if (data != null) {
      return given(terminal);
    }
    if (isThere(project.data()) || !SampleData.knows(project.name())) {
      return project.data();
    }
    Path sample = home.sampleData(project.name());
    LocalDate today = LocalDate.ofInstant(asOf, project.timeZone());
    SampleData.ensure(project.name(), sample, today, terminal);
    return sample.toUri();
  }

  /** As {@link #find}, but a question never makes data. */
  URI findForQuery(Optional<Project> project, Home home, Terminal terminal) {
    if (data != null) {
      return given(terminal);
    }
    return project
        .map(Project::data)
        .filter(DataOption::isThere)
        .or(() -> project.map(p -> home.sampleData(p.name()).toUri()))
        .orElseGet(() -> terminal.folder().toAbsolutePath().toUri());
  }

  /**
   * As {@link #findForQuery}; where a bundled project has no data yet, a few rows in {@code
   * scratch} tell the types.
   */
  URI findForTypes(Project project, Home home, Path scratch, Terminal terminal) {
    URI found = findForQuery(Optional.of(project), home, terminal);
    return data == null && !isThere(found) && SampleData.tellTypes(project.name(), scratch)
        ? scratch.toUri()
        : found;
  }

  /** A remote place is taken on trust. */
  private static boolean isThere(URI place) {
    return !"file".equals(place.getScheme()) || Files.isDirectory(Path.of(place));
  }

  private URI given(Terminal terminal) {
    URI folder = GivenFolder.uri("--data", data, terminal);
    if (GivenFolder.isLocal(folder) && !Files.isDirectory(Path.of(folder))) {
      throw CliErrors.noDataFolder(Path.of(folder));
    }
    return folder;
  }
}
