package dev.perigon.pipelines;

import dev.perigon.sql.statement.SqlText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The questions that a project ships: every SQL file below its folder {@code queries}. */
final class Questions {
  static final String FOLDER = "queries";

  private Questions() {}

  /** None when the folder is not there, or holds datasets. Files that cannot be read complain. */
  static List<SqlText> of(Project project, Complaints complaints) {
    Path folder = project.folder().resolve(FOLDER);
    boolean layer =
        project.layers().stream().anyMatch(l -> project.folder().resolve(l).startsWith(folder));
    List<SqlText> questions = new ArrayList<>();
    if (!layer && Files.isDirectory(folder)) {
      for (Path file : ProjectText.sqlFiles(folder)) {
        String name = ProjectText.name(project.folder(), file);
        complaints
            .collect(() -> SqlText.of(name, ProjectText.of(project.folder(), file)))
            .ifPresent(questions::add);
      }
    }
    return questions;
  }
}
