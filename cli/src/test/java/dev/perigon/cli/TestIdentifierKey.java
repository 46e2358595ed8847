package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.house.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The file of the secret that the telco project hashes identifiers with. */
final class TestIdentifierKey {
  @TempDir private Path folder;

  private Cli.Result lengthOf(String file) throws IOException {
    Files.writeString(folder.resolve("identifier_key.txt"), file);
    Path project = Repository.root().resolve("projects/telco");
    return Cli.in(folder)
        .run(
            "query",
            "select length(secret) from audience.identifier_key",
            "--project",
            project.toString(),
            "--data",
            folder.toString(),
            "--home",
            folder.resolve("home").toString(),
            "--format",
            "csv");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sixteen letters1", " sixteen letters1 \n"})
  void isOneLine(String file) throws IOException {
    Cli.Result result = lengthOf(file);
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out().lines()).endsWith("16");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "fifteen letters", "sixteen letters1\nsixteen letters2\n"})
  void elseIsAnErrorThatSaysSoAndShowsNothingOfIt(String file) throws IOException {
    Cli.Result result = lengthOf(file);
    assertThat(result.code()).isEqualTo(3);
    assertThat(result.err())
        .contains("must be one line of sixteen characters or more")
        .doesNotContain("letters");
  }
}
