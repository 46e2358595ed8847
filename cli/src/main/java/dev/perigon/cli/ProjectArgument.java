package dev.perigon.cli;

import dev.perigon.pipelines.Project;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** PROJECT and {@code --set}. */
final class ProjectArgument {
  @Parameters(
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

  String text() {
    return project;
  }

  Project load(Terminal terminal) {
    return load(terminal, Optional.empty());
  }

  /** As {@link #load(Terminal)}; what was read is kept in the local folder {@code home}. */
  Project load(Terminal terminal, Optional<Path> home) {
    return load(terminal, home, Map.of());
  }

  /**
   * @param more settings, beside those that were given
   */
  Project load(Terminal terminal, Optional<Path> home, Map<String, String> more) {
    Path folder = ProjectFolders.of(terminal).find(project);
    Map<String, String> all = settings(settings);
    all.putAll(more);
    return Project.load(folder, all, Optional.ofNullable(target), home);
  }

  static Map<String, String> settings(List<String> texts) {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.indexOf('=');
      if (equals < 1) {
        throw CliErrors.badSetting(text);
      }
      settings.put(text.substring(0, equals).strip(), text.substring(equals + 1));
    }
    return settings;
  }
}
