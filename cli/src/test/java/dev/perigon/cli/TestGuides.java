package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.house.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that README and guides quote work as they stand there. */
final class TestGuides {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/guides/getting-started.md",
        "docs/guides/your-own-data.md",
        "docs/guides/testing.md",
        "docs/guides/maintenance.md",
        "docs/guides/commerce.md",
        "docs/guides/telco.md"
      })
  void everyQuotedCommandWorks(String document) throws IOException {
    List<List<String>> commands = commands(document);
    assertThat(commands).isNotEmpty();
    for (List<String> command : commands) {
      Cli.Result result = Cli.in(folder).run(command.toArray(String[]::new));
      assertThat(result.code()).as("%s%n%s", command, result.err()).isZero();
    }
  }

  @Test
  void theReadmeShowsWhatARunPrints() throws IOException {
    String readme = Files.readString(Repository.root().resolve("README.md"));
    Matcher shown =
        Pattern.compile("<!-- output of: perigon (.*?) -->\n```\n(.*?)```", Pattern.DOTALL)
            .matcher(readme);
    assertThat(shown.find()).isTrue();
    Cli.Result result = Cli.in(folder).run(shown.group(1).split(" "));
    assertThat(withoutSeconds(result.out())).isEqualTo(withoutSeconds(shown.group(2)));
  }

  private static String withoutSeconds(String text) {
    return text.replaceAll(" +\\d+\\.\\d\\d s", " 0.00 s");
  }

  /** Lines that start with perigon or ./perigon inside code blocks, but for verify. */
  private static List<List<String>> commands(String document) throws IOException {
    List<List<String>> commands = new ArrayList<>();
    for (String line : Files.readAllLines(Repository.root().resolve(document))) {
      if (line.matches("(\\./)?perigon (?!verify).*")) {
        commands.add(words(line.replaceFirst("\\s+#.*", "")));
      }
    }
    return commands;
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(line);
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    return words.subList(1, words.size());
  }
}
