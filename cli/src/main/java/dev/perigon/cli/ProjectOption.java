package dev.perigon.cli;

import dev.perigon.pipelines.Project;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --project}, with {@code --set} and {@code --target}, for verbs about tables. */
final class ProjectOption {
  @Option(
      names = "--project",
      paramLabel = "PROJECT",
      description = "Name of a bundled project, or a folder with perigon.yml.")
  private String project;

  @Option(
      names = "--set",
      paramLabel = "name=value",
      description = "A parameter of the project, in place of its default; may be repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--target",
      paramLabel = "NAME",
      description = "Where and how it runs: one of the targets in perigon.yml.")
  private String target;

  /** The project, if one was named. */
  Optional<Project> load(Terminal terminal, HomeOption home) {
    if (project == null) {
      if (target != null) {
        throw CliErrors.targetOfNothing();
      }
      return Optional.empty();
    }
    return Optional.of(
        Project.load(
            ProjectFolders.of(terminal).find(project),
            ProjectArgument.settings(settings),
            Optional.ofNullable(target),
            home.kept(terminal)));
  }
}
