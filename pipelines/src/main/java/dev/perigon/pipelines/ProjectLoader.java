package dev.perigon.pipelines;

import dev.perigon.pipelines.Project.SourceStatement;
import dev.perigon.sql.statement.Statement;
import dev.perigon.sql.statement.StatementJson;
import dev.perigon.sql.statement.StatementParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads a project's files and gathers every complaint about them. */
final class ProjectLoader {
  private final Path folder;
  private final Optional<AnalysisCache> cache;
  private final Complaints complaints = new Complaints();

  ProjectLoader(Path folder, Optional<Path> home) {
    this.folder = folder.toAbsolutePath().normalize();
    this.cache = home.map(h -> AnalysisCache.of(h, true));
  }

  Project load(Map<String, String> settings, Optional<String> target) {
    Path file = folder.resolve(Project.FILE);
    if (!Files.isRegularFile(file)) {
      throw ProjectErrors.noProject(folder);
    }
    ProjectFile settled = ProjectFile.read(folder, ProjectText.of(folder, file), complaints);
    List<SourceStatement> statements = statements(settled.layers());
    Map<String, Object> parameters =
        Parameters.override(settled.parameters(), settings, complaints);
    target
        .filter(name -> !settled.targets().containsKey(name))
        .ifPresent(
            name -> complaints.add(ProjectErrors.noTarget(name, settled.targets().keySet())));
    complaints.throwIfAny("Cannot load project '%s'".formatted(settled.name()));
    Target chosen = target.map(settled.targets()::get).orElse(settled.byDefault());
    return new Project(
        settled.name(),
        folder,
        settled.namespace(),
        settled.timeZone(),
        settled.layers(),
        parameters,
        settled.report(),
        statements,
        settled.byDefault().overriddenBy(chosen));
  }

  /** A file of a layer. */
  private record SqlFile(String layer, String name, String text) {
    Stream<String> parts() {
      return Stream.of(layer, name, text);
    }

    List<Statement> parse() {
      return StatementParser.parse(name, text);
    }
  }

  private List<SourceStatement> statements(List<String> layers) {
    List<SqlFile> files = new ArrayList<>();
    for (String layer : layers) {
      for (Path file : ProjectText.sqlFiles(folder.resolve(layer))) {
        String name = ProjectText.name(folder, file);
        complaints
            .collect(() -> new SqlFile(layer, name, ProjectText.of(folder, file)))
            .ifPresent(files::add);
      }
    }
    String key = AnalysisKey.ofTexts(files.stream().flatMap(SqlFile::parts).toList());
    return cache
        .flatMap(c -> c.find(key, kept -> known(files, kept)))
        .orElseGet(() -> parsed(files, key));
  }

  /** One line of {@code kept} for each file. */
  private static List<SourceStatement> known(List<SqlFile> files, String kept) {
    List<String> lines = kept.lines().toList();
    if (lines.size() != files.size()) {
      throw new IllegalArgumentException("Not of these files");
    }
    List<SourceStatement> statements = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      for (Statement statement : StatementJson.read(lines.get(i))) {
        statements.add(new SourceStatement(files.get(i).layer(), statement));
      }
    }
    return statements;
  }

  private List<SourceStatement> parsed(List<SqlFile> files, String key) {
    List<SourceStatement> statements = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    for (SqlFile file : files) {
      List<Statement> found = complaints.collect(file::parse).orElse(List.of());
      found.forEach(statement -> statements.add(new SourceStatement(file.layer(), statement)));
      lines.append(StatementJson.write(found)).append('\n');
    }
    if (complaints.isEmpty()) {
      cache.ifPresent(c -> c.keep(key, lines.toString()));
    }
    return statements;
  }
}
