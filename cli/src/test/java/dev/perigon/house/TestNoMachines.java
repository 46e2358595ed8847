package dev.perigon.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is in the repository works anywhere: it names no machine, home folder or registry. */
final class TestNoMachines {
  private static final List<Pattern> FORBIDDEN =
      List.of(
          // Folders of one machine; the first letter in brackets keeps this file from finding
          // itself.
          Pattern.compile("(?<![\\w.$}*])/[w]ork/"),
          Pattern.compile("(?<![\\w.$}*])/[r]oot/"),
          Pattern.compile("(?<![\\w.$}*])/[h]ome/\\w+/"),
          Pattern.compile("(?<![\\w.$}*])/[U]sers/\\w+/"),
          Pattern.compile("/[u]sr/lib/jvm"),
          // Hosts of package registries and mirrors.
          Pattern.compile("[r]epo1?\\.maven\\.(apache\\.)?org"),
          Pattern.compile("[c]entral\\.sonatype|oss\\.[s]onatype|[a]rtifactory|[j]itpack\\.io"),
          Pattern.compile(
              "[r]egistry\\.npmjs|[p]ypi\\.org|files\\.[p]ythonhosted|[p]roxy\\.golang"));

  @Test
  void noFileNamesAMachineOrARegistry() throws IOException {
    List<String> found = new ArrayList<>();
    List<Path> files = Repository.files();
    assertThat(files).hasSizeGreaterThan(100);
    for (Path file : files) {
      String text = Files.readString(file, StandardCharsets.ISO_8859_1);
      FORBIDDEN.stream()
          .filter(pattern -> pattern.matcher(text).find())
          .forEach(pattern -> found.add(Repository.relative(file) + ": " + pattern));
    }
    assertThat(found).isEmpty();
  }

  @Test
  void aMachinesFolderIsFound() {
    String text = "see /" + "root/.m2 for jars";
    assertThat(FORBIDDEN).anyMatch(pattern -> pattern.matcher(text).find());
  }
}
