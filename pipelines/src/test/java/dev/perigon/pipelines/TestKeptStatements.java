package dev.perigon.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Statements that were read before are not read again, and never wrong. */
class TestKeptStatements {
  @TempDir Path folder;
  private ProjectFolder project;

  @BeforeEach
  void aProject() {
    project =
        ProjectFolder.at(folder.resolve("project"))
            .with("sources/a.sql", "create materialized view a as select 1 as x;\n-- no more")
            .with("facts/b.sql", "create view b as select x from a; create view c as select 2 as y")
            .with("facts/empty.sql", "-- nothing yet");
  }

  private Project load() {
    return Project.load(
        project.path(), Map.of(), Optional.empty(), Optional.of(folder.resolve("home")));
  }

  private List<Path> kept() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("home/cache/analysis"))) {
      return files.toList();
    }
  }

  @Test
  void theSecondLoadGivesWhatTheFirstGave() throws IOException {
    Project first = load();
    assertThat(first).isEqualTo(project.load());
    List<Path> kept = kept();
    assertThat(kept).hasSize(1);

    assertThat(load()).isEqualTo(first);
    assertThat(kept()).isEqualTo(kept);
  }

  @Test
  void theSecondLoadTakesWhatIsKept() throws IOException {
    load();
    Path file = kept().get(0);
    String[] lines = Files.readString(file).split("\n", 2);
    String body = lines[1].replace("select 1 as x", "select 7 as x");
    String key = lines[0].split(" ")[1];
    Files.writeString(file, "perigon " + key + " " + AnalysisCache.hash(body) + "\n" + body);
    assertThat(load().statements().get(0).toString()).contains("select 7 as x");
  }

  @Test
  void aChangedFileIsReadAgain() {
    load();
    project.with("sources/a.sql", "create materialized view a as select 3 as x");
    assertThat(load()).isEqualTo(project.load());
  }

  @Test
  void theSameTextUnderAnotherNameIsReadAgain() throws IOException {
    load();
    Files.move(project.path().resolve("facts/b.sql"), project.path().resolve("facts/z.sql"));
    assertThat(load()).isEqualTo(project.load());
  }

  @Test
  void whatIsTornIsReadAgain() throws IOException {
    Project first = load();
    Path file = kept().get(0);
    Files.writeString(file, Files.readString(file).substring(0, 200));
    assertThat(load()).isEqualTo(first);
  }

  @Test
  void complaintsAreNotKept() {
    project.with("sources/a.sql", "create materialized vew a as select 1");
    assertThatThrownBy(this::load).hasMessageContaining("expected");
    assertThatThrownBy(this::load).hasMessageContaining("expected");
    assertThat(folder.resolve("home")).doesNotExist();
  }
}
