package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code generate} for each bundled project. */
final class TestGenerate {
  @TempDir private Path temp;
  private Cli cli;

  @BeforeEach
  void openCli() {
    cli = Cli.in(temp);
  }

  @Test
  void aShopsNextDaysComeInNewFiles() {
    Cli.Result made =
        cli.run("generate", "commerce", "--out", "shop", "--customers", "20", "--faults", "all");
    assertThat(made.err()).isEmpty();
    assertThat(made.out()).contains("rows  customers/batch-001/customers.json").endsWith("/shop\n");

    Cli.Result more = cli.run("generate", "commerce", "--out", "shop", "--add-days", "1", "--json");
    assertThat(more.out())
        .contains("\"as_of\" : \"2025-10-10\"", "events/events_2025-10-10.json")
        .doesNotContain("2025-10-09");
    assertThat(temp.resolve("shop/events/events_2025-10-10.json")).exists();
  }

  @Test
  void sizesAreOptions() throws Exception {
    assertThat(
            cli.run(
                    "generate",
                    "commerce",
                    "--out",
                    "s",
                    "--customers",
                    "10",
                    "--transactions",
                    "30",
                    "--clicks",
                    "40",
                    "--tickets",
                    "3",
                    "--reviews",
                    "5",
                    "--seed",
                    "9")
                .code())
        .isZero();
    long rows = 0;
    try (var files = Files.list(temp.resolve("s/transactions"))) {
      for (Path file : files.toList()) {
        rows += Files.readAllLines(file).size() - 1;
      }
    }
    assertThat(rows).isEqualTo(30);
  }

  @Test
  void whatIsThereSettlesItsNextDays() {
    assertThat(cli.run("generate", "commerce", "--out", "no", "--add-days", "1"))
        .satisfies(
            result -> {
              assertThat(result.code()).isEqualTo(2);
              assertThat(result.err())
                  .startsWith("error: Cannot add days to " + temp.resolve("no"))
                  .contains("it holds no complete sample of commerce");
            });
    assertThat(cli.run("generate", "commerce", "--add-days", "1", "--seed", "7").err())
        .startsWith("error: Cannot add days with --seed: the sample that is there settles it");
  }

  @Test
  void mistakesNameWhatThereIs() {
    assertThat(cli.run("generate", "commerce", "--faults", "duplicate").err())
        .contains("Cannot add the fault 'duplicate'", "Did you mean duplicates?");
    assertThat(cli.run("generate", "telekom").err())
        .startsWith("error: Cannot make data for 'telekom'")
        .contains("Use one of retail, commerce, telco");
    assertThat(cli.run("generate"))
        .satisfies(
            result -> {
              assertThat(result.code()).isEqualTo(2);
              assertThat(result.err()).startsWith("error: Cannot make data: no project named");
            });
    assertThat(cli.run("generate", "retail", "--faults", "all").code()).isEqualTo(2);
  }
}
