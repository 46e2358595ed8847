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

/** The guide is a walk: its files are written, its commands run, its answers compared, in order. */
final class TestChangeDataGuide {
  private static final Pattern BLOCK =
      Pattern.compile(
          "(?:<!-- (file|output of): (.*?) -->\n)?```[a-z]*\n(.*?)```\n", Pattern.DOTALL);
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir private Path folder;

  @Test
  void everyStepWorksAsItStandsThere() throws IOException {
    String guide = Files.readString(Repository.root().resolve("docs/guides/change-data.md"));
    Matcher block = BLOCK.matcher(guide);
    int answers = 0;
    while (block.find()) {
      String text = block.group(3);
      if ("file".equals(block.group(1))) {
        write(block.group(2), text);
      } else if (block.group(1) != null) {
        assertThat(run(block.group(2))).as(block.group(2)).isEqualTo(text);
        answers++;
      } else {
        text.lines().filter(line -> line.startsWith("perigon ")).forEach(this::run);
      }
    }
    assertThat(answers).isEqualTo(3);
    assertThat(run("perigon describe customers")).contains("has_city").contains("QUARANTINE ROW");
    assertThat(run("perigon history customers_history").lines())
        .filteredOn(line -> line.contains("AUTO CDC"))
        .hasSize(2);
    assertThat(run("perigon validate crm --types")).contains("__START_AT  DATE");
    assertThat(run("perigon graph crm")).contains("customer_changes").doesNotContain("__changes");
    assertThat(run("perigon run crm --dry-run")).contains("customers_history");
    assertThat(run("perigon tables").lines())
        .contains("crm.c360.customers")
        .noneMatch(table -> table.endsWith("__changes"));
    assertThat(run("perigon tables --all").lines()).contains("crm.c360.customers__changes");
  }

  private void write(String file, String text) throws IOException {
    Path target = folder.resolve(file);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text);
  }

  private String run(String command) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(command);
    while (matcher.find()) {
      words.add(matcher.group(1) != null ? matcher.group(1) : matcher.group(2));
    }
    Cli.Result result = Cli.in(folder).run(words.subList(1, words.size()).toArray(String[]::new));
    assertThat(result.code()).as("%s%n%s", command, result.err()).isZero();
    return result.out();
  }
}
