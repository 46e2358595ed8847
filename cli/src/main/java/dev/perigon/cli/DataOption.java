package dev.perigon.cli;

import dev.perigon.pipelines.Project;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
  URI find(Project project, Path home, Terminal terminal) {
    if (data != null) {
      return given(terminal);
    }
    Path own = project.folder().resolve("data");
    if (Files.isDirectory(own) || !SampleData.knows(project.name())) {
      return own.toUri();
    }
    return SampleData.findOrGenerate(project.name(), home, terminal).toUri();
  }

  /** As {@link #find}, but a question never makes data. */
  URI findForQuery(Optional<Project> project, Path home, Terminal terminal) {
    if (data != null) {
      return given(terminal);
    }
    return project
        .map(p -> p.folder().resolve("data"))
        .filter(Files::isDirectory)
        .or(() -> project.map(p -> SampleData.folder(p.name(), home)))
        .orElseGet(() -> terminal.folder().toAbsolutePath())
        .toUri();
  }

  private URI given(Terminal terminal) {
    return data.matches("[a-zA-Z][a-zA-Z0-9+.-]+://.*")
        ? URI.create(data)
        : terminal.folder().resolve(data).toAbsolutePath().normalize().toUri();
  }
}
