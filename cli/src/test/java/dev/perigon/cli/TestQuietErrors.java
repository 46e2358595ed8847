package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class TestQuietErrors {
  @Test
  void dropsTheParsersLinesAndNothingElse() {
    var bytes = new ByteArrayOutputStream();
    PrintStream quiet = QuietErrors.over(bytes);
    quiet.print("[Fatal Error] :1:1: Content is not allowed in prolog.\n");
    quiet.print("[Fatal\n[Fatal Error]x\n\nWarum? é\n[");
    quiet.print("Fatal Error] :2:7: of two writes\nlast [Fatal Error] line");
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("[Fatal\n[Fatal Error]x\n\nWarum? é\nlast [Fatal Error] line");
  }
}
