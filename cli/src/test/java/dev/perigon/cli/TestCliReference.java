package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.house.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps {@code docs/reference/cli.md} equal to what the program says of itself. */
final class TestCliReference {
  private static final List<String> VERBS =
      List.of(
          "run",
          "query",
          "validate",
          "test",
          "graph",
          "tables",
          "describe",
          "history",
          "export",
          "optimize",
          "vacuum",
          "restore",
          "quarantine",
          "kafka",
          "generate",
          "init",
          "doctor",
          "completion");

  @TempDir private Path folder;

  @Test
  void theReferenceIsWhatTheHelpSays() throws IOException {
    Path file = Repository.root().resolve("docs/reference/cli.md");
    String generated = reference();
    if (Boolean.getBoolean("regenerate")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, generated);
    }
    assertThat(Files.readString(file))
        .as("Stale: run mvn -pl cli -am test -Dtest=TestCliReference -Dregenerate=true")
        .isEqualTo(generated);
  }

  private String reference() {
    StringBuilder text =
        new StringBuilder(
            """
            # The command line

            <!-- Generated from the program by TestCliReference; do not edit. -->

            Exit codes: 0 done · 1 a bug in Perigon · 2 the command line is wrong · 3 the project, its
            input or the machine needs fixing · 130 interrupted. With `--json` errors are JSON too:
            `{"error": {"code", "problem", "at", "remedy"}}`; [all documents](json.md).
            `PERIGON_HOME` is the default of `--home`, `NO_COLOR` turns colours off, `JAVA_HOME` chooses
            the JDK, and `PERIGON_JAVA_OPTS` adds JVM options such as `-Xmx1g`.

            """);
    text.append(section("perigon", "--help"));
    for (String verb : VERBS) {
      text.append(section("perigon " + verb, verb, "--help"));
      if (verb.equals("kafka")) {
        for (String what : KafkaVerb.known()) {
          text.append(section("perigon kafka " + what, verb, what, "--help"));
        }
      }
      if (verb.equals("generate")) {
        for (String project : SampleData.known()) {
          text.append(section("perigon generate " + project, verb, project, "--help"));
        }
      }
      if (verb.equals("quarantine")) {
        for (String command : List.of("list", "replay", "drop")) {
          text.append(section("perigon quarantine " + command, verb, command, "--help"));
        }
      }
    }
    return text.toString();
  }

  private String section(String title, String... args) {
    String help = Cli.in(folder).run(args).out().strip();
    return "## %s\n\n```text\n%s\n```\n\n".formatted(title, help);
  }
}
