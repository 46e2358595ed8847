package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestErrorReport {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int report(Error bug, String... args) {
    Terminal terminal =
        Terminal.plain(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new ErrorReport(terminal, Interruption.none(), List.of(args)).fatal(bug);
  }

  @Test
  void aBugIsADocumentForProgramsAndATraceForItsMakers() throws IOException {
    assertThat(report(new AssertionError("it is 4711"), "tables", "--json")).isEqualTo(1);
    JsonNode document = new ObjectMapper().readTree(out.toString(StandardCharsets.UTF_8));
    assertThat(document.at("/error/code").asText()).isEqualTo("BUG");
    assertThat(document.at("/error/problem").asText())
        .isEqualTo("Cannot finish: a bug in Perigon, java.lang.AssertionError");
    assertThat(document.at("/error/remedy").asText())
        .isEqualTo("Report it with the lines on standard error");
    assertThat(document.toString()).doesNotContain("4711");
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("error: this is a bug in Perigon, please report it with these lines:\n")
        .contains("\tat dev.perigon.cli.TestErrorReport.");
  }

  @Test
  void aBugIsATraceForPersons() {
    assertThat(report(new AssertionError("x"), "tables")).isEqualTo(1);
    assertThat(out.size()).isZero();
    assertThat(err.size()).isPositive();
  }
}
