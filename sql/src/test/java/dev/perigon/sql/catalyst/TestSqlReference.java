package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
  void coversMostOfSparksFunctions() {
    assertThat(SqlReference.functions()).hasSizeGreaterThanOrEqualTo(300);
  }

  @Test
  void placesEveryFunctionOfSpark() {
    Set<String> placed = new TreeSet<>(SqlReference.functions());
    assertThat(placed).doesNotContainAnyElementsOf(OtherFunctions.SPARK_ONLY.keySet());
    placed.addAll(OtherFunctions.SPARK_ONLY.keySet());
    assertThat(placed).isEqualTo(SqlReference.builtIn());
  }

  @Test
  void namesNoFunctionThatNoTestCalls() {
    String lines =
        Stream.concat(
                TestFunctions.GROUPS.stream(), TestFunctions.GROUPS.stream().map("rows/"::concat))
            .flatMap(group -> FunctionLines.of(group).stream())
            .collect(Collectors.joining("\n"));
    String calls = (lines + "\n" + FunctionLines.of("../operators")).toLowerCase(Locale.ROOT);
    Set<String> missing = SqlReference.functions();
    missing.removeIf(name -> Pattern.compile("\\b" + name + "\\s*\\(").matcher(calls).find());
    assertThat(missing).isEmpty();
  }
}
