package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples that bundled projects run on until somebody brings data. */
final class TestSampleData {
  private static final String CUSTOMERS = ".perigon/data/retail/customer/customers.csv";

  @TempDir private Path temp;
  private Cli cli;

  @BeforeEach
  void openCli() {
    cli = Cli.in(temp);
  }

  @Test
  void theFirstRunMakesASampleThatEndsTodayAndSoHasActiveCustomers() {
    LocalDate before = LocalDate.now(ZoneOffset.UTC);
    Cli.Result result = cli.run("run", "retail");
    LocalDate after = LocalDate.now(ZoneOffset.UTC);
    assertThat(result.code()).isZero();
    assertThat(result.err())
        .startsWith("Making sample data in ")
        .containsAnyOf("which ends on " + before, "which ends on " + after);
    assertThat(result.out()).doesNotContain(" 0 active").containsPattern("\\d+ total customers");
  }

  @Test
  void aProjectIsCheckedAndTestedBeforeItHasData() {
    assertThat(cli.run("validate", "commerce").out()).contains("no complaints");
    assertThat(cli.run("test", "commerce", "--select", "silver.reviews").code()).isZero();
    assertThat(temp.resolve(".perigon/data")).doesNotExist();
  }

  @Test
  void aSampleStaysAndSaysFromWhenItIs() throws IOException {
    assertThat(run("2025-10-09").err()).contains("which ends on 2025-10-09");
    String made = Files.readString(temp.resolve(CUSTOMERS));
    assertThat(run("2025-10-09").err()).isEmpty();
    assertThat(run("2025-12-01").err())
        .endsWith(
            "ends on 2025-10-09: add --as-of 2025-10-09 to see it as of then, or make it anew with"
                + " 'perigon generate retail --as-of 2025-12-01'\n");
    assertThat(temp.resolve(CUSTOMERS)).hasContent(made);
  }

  @Test
  void dataThatWasGeneratedOrPutThereIsRunOn() throws IOException {
    assertThat(cli.run("generate", "retail", "--customers", "40", "--seed", "7").code()).isZero();
    assertThat(run("2025-10-09").out()).contains("39 total customers");
    Path mine = temp.resolve("mine/data/retail");
    copy(temp.resolve(".perigon/data/retail"), mine);
    Files.delete(mine.resolve(".perigon-sample"));
    String own = Files.readString(mine.resolve("customer/customers.csv"));
    Cli.Result result = cli.run("run", "retail", "--home", "mine", "--as-of", "2025-10-09");
    assertThat(result.out()).contains("39 total customers");
    assertThat(result.err()).isEmpty();
    assertThat(mine.resolve("customer/customers.csv")).hasContent(own);
  }

  @Test
  void generateReplacesItsOwnFilesAndNobodyElses() throws IOException {
    assertThat(cli.run("generate", "retail", "--out", "made").code()).isZero();
    assertThat(cli.run("generate", "retail", "--out", "made", "--seed", "7").code()).isZero();
    Path own = temp.resolve("own/customer/customers.csv");
    Files.createDirectories(own.getParent());
    Files.writeString(own, "mine");
    Cli.Result refused = cli.run("generate", "retail", "--out", "own");
    assertThat(refused.code()).isEqualTo(3);
    assertThat(refused.err())
        .startsWith("error: Cannot make sample data in ")
        .contains("own: it holds files that 'perigon generate' did not make")
        .contains("try: Name a new or empty folder with --out");
    assertThat(own).hasContent("mine");
    assertThat(temp.resolve("own/.perigon-sample")).doesNotExist();
  }

  private Cli.Result run(String day) {
    return cli.run("run", "retail", "--as-of", day);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (var files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path target = to.resolve(from.relativize(file));
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
  }
}
