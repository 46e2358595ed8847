package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAnalysisCache {
  @TempDir Path folder;

  @BeforeEach
  void runOnce() {
    try (Shop shop = shop("select x + 1 as y from a", "1 as x")) {
      shop.refresh();
    }
  }

  private Shop shop(String query, String source) {
    return new Shop(folder)
        .sql("facts/a.sql", "create materialized view a as select " + source)
        .sql(
            "facts/b.sql",
            "create materialized view b (constraint c expect (y > 1) on violation drop row) as "
                + query);
  }

  /** Each cached file and when it was written. */
  private Map<Path, FileTime> cached() {
    Map<Path, FileTime> times = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder.resolve("home/cache/analysis"))) {
      for (Path file : files.toList()) {
        times.put(file.getFileName(), Files.getLastModifiedTime(file));
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return times;
  }

  private List<List<Object>> secondRun(String query, String source) {
    try (Shop shop = shop(query, source)) {
      UpdateResult result = shop.refresh();
      assertThat(Shop.dataset(result, "b").expectations())
          .extracting(ExpectationResult::evaluated)
          .containsExactly(1L);
      return shop.rows("select * from b");
    }
  }

  @Test
  void anUnchangedProjectIsNotAnalysedAgain() {
    Map<Path, FileTime> before = cached();

    assertThat(secondRun("select x + 1 as y from a", "1 as x")).containsExactly(List.of(2));

    Map<Path, FileTime> after = cached();
    after.keySet().retainAll(before.keySet());
    assertThat(after).isEqualTo(before).isNotEmpty();
  }

  @Test
  void aChangedQueryIsAnalysedAgain() {
    assertThat(secondRun("select x + 2 as y from a", "1 as x")).containsExactly(List.of(3));
  }

  @Test
  void aChangedInputTypeIsAnalysedAgain() {
    assertThat(secondRun("select x + 1 as y from a", "1L as x")).containsExactly(List.of(2L));
  }

  @Test
  void whatMakesNoSenseIsIgnoredAndWrittenAnew() throws IOException {
    List<String> nonsense = List.of("", "{}", "perigon", "perigon a b\n{}", "\0\0\0");
    int i = 0;
    for (Path name : cached().keySet()) {
      Path file = folder.resolve("home/cache/analysis").resolve(name);
      String text = Files.readString(file);
      String half = text.substring(0, text.length() / 2);
      Files.writeString(file, i % 2 == 0 ? nonsense.get(i / 2 % nonsense.size()) : half);
      i++;
    }
    Map<Path, FileTime> broken = cached();

    assertThat(secondRun("select x + 1 as y from a", "1 as x")).containsExactly(List.of(2));

    for (Path name : broken.keySet()) {
      assertThat(folder.resolve("home/cache/analysis").resolve(name))
          .content()
          .startsWith("perigon ");
    }
  }

  @Test
  void anEntryUnderAnotherKeyIsForeign() throws IOException {
    List<Path> names = List.copyOf(cached().keySet());
    Path cache = folder.resolve("home/cache/analysis");
    for (int i = 1; i < names.size(); i++) {
      Files.copy(
          cache.resolve(names.get(0)),
          cache.resolve(names.get(i)),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    assertThat(secondRun("select x + 1 as y from a", "1 as x")).containsExactly(List.of(2));
  }

  @Test
  void aCacheThatCannotBeWrittenIsDoneWithout() throws IOException {
    Path cache = folder.resolve("home/cache");
    try (Stream<Path> files = Files.walk(cache)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    Files.writeString(cache, "a file where the folder should be");

    assertThat(secondRun("select x + 1 as y from a", "1 as x")).containsExactly(List.of(2));
  }
}
