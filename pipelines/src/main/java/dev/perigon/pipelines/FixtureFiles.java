package dev.perigon.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** The tests of a project: every YAML file below its folder {@code tests}. */
final class FixtureFiles {
  static final String FOLDER = "tests";

  private FixtureFiles() {}

  /** In the order of files and in them; what is wrong goes to {@code complaints}. */
  static List<Fixture> read(Project project, Complaints complaints) {
    FixtureReader reader = new FixtureReader(project, complaints);
    List<Fixture> fixtures = new ArrayList<>();
    for (Path file : files(project.folder().resolve(FOLDER))) {
      String name = ProjectText.name(project.folder(), file);
      complaints
          .collect(() -> ProjectText.of(project.folder(), file))
          .ifPresent(text -> fixtures.addAll(reader.read(name, text)));
    }
    checkNames(fixtures, complaints);
    return fixtures;
  }

  private static void checkNames(List<Fixture> fixtures, Complaints complaints) {
    Map<String, PipelineTest> seen = new HashMap<>();
    for (Fixture fixture : fixtures) {
      String key = fixture.dataset() + " " + fixture.test().name();
      PipelineTest other = seen.putIfAbsent(key.toLowerCase(Locale.ROOT), fixture.test());
      if (other != null) {
        complaints.add(FixtureErrors.sameName(fixture.test(), other.origin()));
      }
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().matches(".*\\.ya?ml") && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw ProjectErrors.unreadable(folder, e);
    } catch (UncheckedIOException e) { // a folder further down
      throw ProjectErrors.unreadable(folder, e.getCause());
    }
  }
}
