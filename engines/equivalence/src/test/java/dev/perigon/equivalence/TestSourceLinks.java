package dev.perigon.equivalence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Links within the data folder are followed, links out of it refused, alike on both engines. */
final class TestSourceLinks {
  @TempDir private Path folder;
  private Feed feed;

  @BeforeEach
  void open() {
    feed = new Feed(folder.resolve("feed"));
    feed.file("in/a.csv", "id\n1\n");
  }

  @AfterEach
  void close() {
    feed.close();
  }

  private Feed reading(String path) {
    return feed.sql(
        "t",
        "create materialized view t as select * from read_files('"
            + path
            + "', format => 'csv', header => true, schema => 'id int')");
  }

  private void link(String name, Path target) throws IOException {
    Path link = feed.data().resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, target);
  }

  private Path outside() throws IOException {
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.writeString(outside.resolve("b.csv"), "id\n2\n");
    return outside;
  }

  @Test
  void aLinkToAnotherFileOfTheDataFolderIsRead() throws IOException {
    feed.file("archive/old/b.csv", "id\n2\n");
    link("in/b.csv", feed.data().resolve("archive/old/b.csv"));
    link("in/c", feed.data().resolve("archive"));
    reading("in").run();
    assertThat(feed.rows("select id from t")).isEqualTo(List.of("1", "2", "2"));
  }

  @Test
  void aDataFolderMayItselfBeALink() throws IOException {
    Path moved = folder.resolve("moved");
    Files.move(feed.data(), moved);
    Files.createSymbolicLink(feed.data(), moved);
    reading("in/*.csv").run();
    assertThat(feed.rows("select id from t")).isEqualTo(List.of("1"));
  }

  @Test
  void aLinkToAFileElsewhereIsRefused() throws IOException {
    link("in/b.csv", outside().resolve("b.csv"));
    refused("in/*.csv", "in/b.csv");
    refused("in", "in/b.csv");
    refused("in/b.csv", "in/b.csv");
  }

  @Test
  void aLinkToAFolderElsewhereIsRefused() throws IOException {
    link("in/x", outside());
    refused("in", "in/x");
    refused("in/*/b.csv", "in/x");
    refused("in/x/b.csv", "in/x/b.csv");
  }

  private void refused(String path, String place) {
    PerigonException failure = reading(path).failure();
    assertThat(failure.code()).isEqualTo(ErrorCode.FILE);
    assertThat(failure.origin().map(Origin::file)).hasValue("sources/t.sql");
    assertThat(failure)
        .hasMessage(
            "Cannot read '%s': a link leads from %s out of the declared folders"
                .formatted(path, feed.data().resolve(place)));
  }
}
