package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command line says before any room is asked. */
final class TestCommandLine {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "run",
        "query",
        "validate",
        "test",
        "graph",
        "tables",
        "describe",
        "history",
        "export",
        "generate",
        "init",
        "doctor",
        "completion"
      })
  void everyVerbHasHelpWithExamples(String verb) {
    Cli.Result result = Cli.in(folder).run(verb, "--help");
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("Usage: perigon " + verb);
    assertThat(result.out().substring(result.out().indexOf("Examples:")).lines())
        .filteredOn(line -> line.contains("perigon "))
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void noVerbIsAUsageErrorWithTheHelp() {
    Cli.Result result = Cli.in(folder).run();
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).startsWith("Usage: perigon").contains("  run ");
  }

  @Test
  void aMistypedVerbIsSuggested() {
    assertThat(Cli.in(folder).run("rnu", "retail"))
        .isEqualTo(
            new Cli.Result(
                2,
                "",
                """
                error: Cannot do 'rnu': there is no such command
                  try: Did you mean run? Run 'perigon --help' for all commands
                """));
  }

  @Test
  void aMistypedOptionIsSuggested() {
    Cli.Result result = Cli.in(folder).run("run", "retail", "--jsn");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("'--jsn'").contains("--json").contains("try: Did you mean");
  }

  @Test
  void aMissingChoiceIsSaidOnce() {
    assertThat(Cli.in(folder).run("restore", "customers").err())
        .isEqualTo(
            """
            error: Missing required argument (specify one of these): (--version=N | --timestamp=TIME)
              try: Run 'perigon restore --help'
            """);
    assertThat(
            Cli.in(folder).run("restore", "t", "--version", "1", "--timestamp", "2025-10-09").err())
        .startsWith("error: --version=N, --timestamp=TIME are mutually exclusive");
  }

  @Test
  void errorsAreJsonWhenAskedFor() {
    assertThat(Cli.in(folder).run("validate", "nothing-here", "--json"))
        .isEqualTo(
            new Cli.Result(
                3,
                """
                {
                  "error" : {
                    "code" : "UNKNOWN_NAME",
                    "problem" : "Cannot find the project 'nothing-here': no bundled project has \
                that name, and it is no folder with a perigon.yml",
                    "remedy" : "The bundled projects are: commerce, retail, telco. Or give the path of a folder \
                that holds a perigon.yml"
                  }
                }
                """,
                ""));
  }

  @Test
  void aMistypedProjectIsSuggested() {
    Cli.Result result = Cli.in(folder).run("run", "retial");
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .startsWith("error: Cannot find the project 'retial'")
        .contains("try: Did you mean retail?");
  }

  @ParameterizedTest
  @CsvSource({
    "--as-of, yesterday, 'Cannot read --as-of ''yesterday'': it is neither a date nor a timestamp'",
    "--as-of, 2025-13-01, 'Cannot read --as-of ''2025-13-01'': it is neither a date nor a"
        + " timestamp'",
    "--memory, lots, 'Cannot read --memory ''lots'': it is no amount of memory'",
    "--threads, 0, Cannot use 0 threads: at least one is needed",
    "--set, x, 'Cannot read --set ''x'': it is not name=value'",
  })
  void aWrongValueIsNamed(String option, String value, String problem) {
    Cli.Result result = Cli.in(folder).run("query", "select 1", option, value);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).startsWith("error: " + problem + "\n  try: ");
  }

  @Test
  void aQuestionMayBeginWithAComment() {
    assertThat(Cli.in(folder).run("query", "-- why?\nselect 1 as a"))
        .isEqualTo(new Cli.Result(0, "a\n-\n1\n", ""));
  }

  @Test
  void parquetNeedsAFile() {
    Cli.Result result = Cli.in(folder).run("query", "select 1", "--format", "parquet");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .isEqualTo(
            """
            error: Cannot print parquet on standard output: it is a binary format
              try: Add --output FILE
            """);
  }

  @Test
  void coloursAreForTerminalsThatWantThem() {
    Cli person = Cli.in(folder).withTerminal(80);
    assertThat(person.run("run", "no-project").err()).startsWith("\u001b[31merror:\u001b[0m ");
    assertThat(person.with("NO_COLOR", "1").run("run", "no-project").err()).startsWith("error: ");
    assertThat(person.with("TERM", "dumb").run("run", "no-project").err()).startsWith("error: ");
    assertThat(Cli.in(folder).run("run", "no-project").err()).startsWith("error: ");
  }
}
