package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TestSqlReference {
  private static final Path FILE = Path.of("../docs/reference/sql.md");

  @Test
  void saysWhatTheEntriesSay() throws IOException {
    String expected = SqlReference.text();
    if (System.getProperty("regenerate") != null) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, expected);
    }
    assertThat(Files.readString(FILE))
        .as("Stale: run mvn -pl sql test -Dtest=TestSqlReference -Dregenerate")
        .isEqualTo(expected);
  }

  @Test
  void coversTheFunctionsThatAreUsedMost() {
    assertThat(SqlReference.names()).hasSizeGreaterThanOrEqualTo(150);
  }
}
