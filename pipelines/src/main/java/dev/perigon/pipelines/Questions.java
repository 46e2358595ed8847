package dev.perigon.pipelines;

import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.statement.SqlText;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

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
      for (Path file : sqlFiles(folder)) {
        String name = project.folder().relativize(file).toString().replace('\\', '/');
        complaints.collect(() -> read(name, file)).ifPresent(questions::add);
      }
    }
    return questions;
  }

  private static List<Path> sqlFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".sql") && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw ProjectErrors.unreadable(folder, e);
    }
  }

  private static SqlText read(String name, Path file) {
    try {
      return SqlText.of(name, Files.readString(file));
    } catch (MalformedInputException e) {
      PerigonException complaint = ProjectErrors.notUtf8(name);
      throw complaint;
    } catch (IOException e) {
      throw ProjectErrors.unreadable(file, e);
    }
  }
}
