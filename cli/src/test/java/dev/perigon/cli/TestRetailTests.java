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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tests of the retail project pass, are of all its datasets, and notice what they should. */
final class TestRetailTests {
  private static final Path RETAIL = Repository.root().resolve("projects/retail");

  /** Changes that no row can show, with the reason. */
  private static final Map<String, String> EQUIVALENT = Map.of();

  @TempDir private Path temp;
  private Workspace workspace;
  private PipelineTests tests;

  @BeforeEach
  void open() throws IOException {
    Path home = Files.createDirectories(temp.resolve("home"));
    DuckDbOptions options =
        DuckDbOptions.defaults()
            .withMemoryBytes(512L << 20)
            .withSpillFolder(home)
            .withAllowedFolders(List.of(temp.toUri()));
    workspace = Workspace.open(Home.at(home), new EmbeddedSetup(options), Interruption.none());
    tests = workspace.tests();
  }

  @AfterEach
  void close() {
    tests.close();
    workspace.close();
  }

  private List<FixtureResult> run(Project project, List<String> select) {
    return tests.run(project, temp.toUri(), select, temp.resolve("work"), result -> {});
  }

  @Test
  void everyDatasetIsTestedAndEveryTestPasses() {
    Project project = Project.load(RETAIL, Map.of());
    List<FixtureResult> results = run(project, List.of());
    assertThat(results).allSatisfy(result -> assertThat(result.passed()).as("%s", result).isTrue());
    Set<String> tested =
        results.stream().map(result -> result.test().dataset()).collect(Collectors.toSet());
    Set<String> datasets =
        DatasetGraph.of(project).nodes().stream()
            .map(node -> node.name().table())
            .collect(Collectors.toSet());
    assertThat(new TreeSet<>(tested)).isEqualTo(new TreeSet<>(datasets));
  }

  /** One change of a query. */
  private record Mutant(String file, String text, int line, String from, String to) {
    @Override
    public String toString() {
      return "%s:%d: %s → %s".formatted(file, line, from.strip(), to.strip());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dimensions/dim_customers.sql",
        "intermediates/transactions_without_active_items.sql"
      })
  void everyChangedOperatorMakesATestFail(String file) throws IOException {
    noMutantSurvives(file);
  }

  @Tag("long")
  @ParameterizedTest
  @ValueSource(
      strings = {"views/customer_analytics_c360.sql", "facts/fct_customer_360_profile.sql"})
  void everyChangedOperatorOfAWideQueryMakesATestFail(String file) throws IOException {
    noMutantSurvives(file);
  }

  private void noMutantSurvives(String file) throws IOException {
    Path copy = copied();
    String dataset = Path.of(file).getFileName().toString().replace(".sql", "");
    List<Mutant> mutants = mutants(file, Files.readString(RETAIL.resolve(file)));
    assertThat(mutants).hasSizeGreaterThan(5);
    List<String> survivors = new ArrayList<>();
    for (Mutant mutant : mutants) {
      Files.writeString(copy.resolve(file), mutant.text());
      if (!EQUIVALENT.containsKey(mutant.toString()) && passes(copy, dataset)) {
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
    Path copy = temp.resolve("retail");
    try (Stream<Path> files = Files.walk(RETAIL)) {
      for (Path file : files.toList()) {
        Path target = copy.resolve(RETAIL.relativize(file));
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
    return copy;
  }

  private static final Map<String, String> CHANGES =
      Map.ofEntries(
          Map.entry("<=", "<"),
          Map.entry(">=", ">"),
          Map.entry("<>", "="),
          Map.entry("<", "<="),
          Map.entry(">", ">="),
          Map.entry("=", "<>"),
          Map.entry("+", "-"),
          Map.entry("-", "+"),
          Map.entry("/", "*"),
          Map.entry("and", "or"),
          Map.entry("or", "and"),
          Map.entry("is null", "is not null"),
          Map.entry("is not null", "is null"));

  private static final Pattern SPOT =
      Pattern.compile(
          "(?s)--[^\\n]*|comment '[^']*'|'(?<text>[^']*)'"
              + "|\\b(?<word>is not null|is null|and|or)\\b|(?<number>\\b\\d+(\\.\\d+)?\\b)"
              + "|(?<operator><=|>=|<>|[<>=+/-])");

  private static List<Mutant> mutants(String file, String sql) {
    List<Mutant> mutants = new ArrayList<>();
    Matcher spot = SPOT.matcher(sql);
    while (spot.find()) {
      String from = spot.group();
      String to = null;
      if (spot.group("text") != null) {
        to = "'" + spot.group("text") + "x'";
      } else if (spot.group("number") != null) {
        to =
            from.contains(".") ? from.replaceFirst("^\\d", "9") : (Integer.parseInt(from) + 1) + "";
      } else if (spot.group("word") != null || spot.group("operator") != null) {
        to = CHANGES.get(from);
      }
      if (to != null) {
        String text = sql.substring(0, spot.start()) + to + sql.substring(spot.end());
        int line = (int) sql.substring(0, spot.start()).lines().count();
        mutants.add(new Mutant(file, text, Math.max(1, line), from, to));
      }
    }
    return mutants;
  }
}
