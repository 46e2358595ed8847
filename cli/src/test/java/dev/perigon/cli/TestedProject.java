package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.engine.duckdb.DuckDbOptions;
import dev.perigon.house.Repository;
import dev.perigon.pipelines.DatasetGraph;
import dev.perigon.pipelines.FixtureResult;
import dev.perigon.pipelines.PipelineTests;
import dev.perigon.pipelines.Project;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A bundled project, and what its tests are worth. */
final class TestedProject implements AutoCloseable {
  private final Path folder;
  private final Path temp;
  private final Path data;
  private final Workspace workspace;
  private final PipelineTests tests;

  /**
   * @param data where its sources are
   */
  TestedProject(String name, Path temp, Path data) throws IOException {
    this.folder = Repository.root().resolve("projects").resolve(name);
    this.temp = temp;
    this.data = data;
    Path home = Files.createDirectories(temp.resolve("home"));
    DuckDbOptions options =
        DuckDbOptions.defaults()
            .withMemoryBytes(512L << 20)
            .withSpillFolder(home)
            .withAllowedFolders(List.of(temp.toUri(), data.toUri()));
    workspace = Workspace.open(Home.at(home), new EmbeddedSetup(options), Interruption.none());
    tests = workspace.tests();
  }

  private List<FixtureResult> run(Project project, List<String> select) {
    return tests.run(project, data.toUri(), select, temp.resolve("work"), result -> {});
  }

  /** Every dataset is tested, and every test passes. */
  void assertTested() {
    Project project = Project.load(folder, Map.of());
    List<FixtureResult> results = run(project, List.of());
    assertThat(results).allSatisfy(result -> assertThat(result.passed()).as("%s", result).isTrue());
    Set<String> tested =
        results.stream()
            .map(result -> table(result.test().dataset()))
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> datasets =
        DatasetGraph.of(project).nodes().stream()
            .map(node -> node.name().table())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(tested).isEqualTo(datasets);
  }

  private static String table(String dataset) {
    return dataset.substring(dataset.lastIndexOf('.') + 1);
  }

  /**
   * Every change of a query makes a test of its dataset fail.
   *
   * @param file below the project; its name is the dataset's
   * @param dataset as tests name it
   * @param equivalent changes that no row can show, with the reason
   */
  void assertNoMutantSurvives(String file, String dataset, Map<String, String> equivalent)
      throws IOException {
    Path copy = copied();
    List<Mutant> mutants = Mutant.all(file, Files.readString(folder.resolve(file)));
    assertThat(mutants).isNotEmpty();
    assertThat(passes(copy, dataset))
        .as("tests of %s pass while nothing is changed", dataset)
        .isTrue();
    List<String> survivors = new ArrayList<>();
    for (Mutant mutant : mutants) {
      Files.writeString(copy.resolve(file), mutant.text());
      if (!equivalent.containsKey(mutant.toString()) && passes(copy, dataset)) {
        survivors.add(mutant.toString());
      }
    }
    assertThat(survivors).as("changes of %s that no test notices", file).isEmpty();
  }

  private boolean passes(Path project, String dataset) {
    try {
      return run(Project.load(project, Map.of()), List.of(dataset)).stream()
          .allMatch(FixtureResult::passed);
    } catch (PerigonException e) {
      return false; // no longer means anything
    }
  }

  private Path copied() throws IOException {
    Path copy = temp.resolve("project");
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(folder.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return copy;
  }

  @Override
  public void close() {
    tests.close();
    workspace.close();
  }
}
