package dev.perigon.pipelines;

import dev.perigon.pipelines.Project.SourceStatement;
import dev.perigon.sql.error.PerigonException;
import dev.perigon.sql.statement.Statement;
import dev.perigon.sql.statement.StatementParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Reads a project's files and gathers every complaint about them. */
final class ProjectLoader {
  private final Path folder;
  private final Complaints complaints = new Complaints();

  ProjectLoader(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  Project load(Map<String, String> settings) {
    Path file = folder.resolve(Project.FILE);
    if (!Files.isRegularFile(file)) {
      throw ProjectErrors.noProject(folder);
    }
    ProjectFile settled = ProjectFile.read(folder, text(file), complaints);
    List<SourceStatement> statements = new ArrayList<>();
    for (String layer : settled.layers()) {
      statements.addAll(statements(layer));
    }
    Map<String, Object> parameters =
        Parameters.override(settled.parameters(), settings, complaints);
    complaints.throwIfAny("Cannot load project '%s'".formatted(settled.name()));
    return new Project(
        settled.name(),
        folder,
        settled.namespace(),
        settled.timeZone(),
        settled.layers(),
        parameters,
        settled.report(),
        statements,
        settled.data(),
        settled.engine());
  }

  private List<SourceStatement> statements(String layer) {
    List<SourceStatement> statements = new ArrayList<>();
    for (Path file : sqlFiles(folder.resolve(layer))) {
      String name = folder.relativize(file).toString().replace('\\', '/');
      complaints
          .collect(() -> StatementParser.parse(name, text(file)))
          .ifPresent(
              found -> {
                for (Statement statement : found) {
                  statements.add(new SourceStatement(layer, statement));
                }
              });
    }
    return statements;
  }

  private static List<Path> sqlFiles(Path layer) {
    try (Stream<Path> files = Files.walk(layer)) {
      return files
          .filter(file -> file.toString().endsWith(".sql") && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(Path file) {
    try {
      return Files.readString(file);
    } catch (MalformedInputException e) {
      PerigonException complaint = ProjectErrors.notUtf8(folder.relativize(file).toString());
      throw complaint;
    } catch (IOException e) {
      throw ProjectErrors.unreadable(file, e);
    }
  }
}
