package dev.perigon.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What Spark in one process leaves on the disk. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
final class TestScratch {
  private static final List<String> LOCAL = List.of("--engine", "spark", "--master", "local[1]");

  @TempDir private Path folder;

  @Test
  void aKilledRunsFilesGoWithTheNextRunAndALiveOnesStay() throws Exception {
    Path home = folder.resolve("home");
    Path spill = home.resolve(".spill");
    try (Program doomed = start("run", Shop.in(folder).toString(), "--home", home.toString())) {
      doomed.await("^ok .*orders");
      doomed.kill();
    }
    assertThat(runs(spill)).hasSize(1);

    Path live = Files.createDirectory(spill.resolve("spark-run-live"));
    try (FileChannel lock =
        FileChannel.open(
            live.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock.lock();
      try (Program next = start("query", "select 1", "--home", home.toString())) {
        Program.Ended ended = next.awaitEnd();
        assertThat(ended.code()).as(ended.output()).isZero();
      }
      assertThat(runs(spill)).containsExactly(live);
    }
  }

  private static Program start(String... args) throws IOException {
    return Perigon.start(Stream.concat(Stream.of(args), LOCAL.stream()).toArray(String[]::new));
  }

  private static List<Path> runs(Path spill) throws IOException {
    try (Stream<Path> entries = Files.list(spill)) {
      return entries.filter(e -> e.getFileName().toString().startsWith("spark-run-")).toList();
    }
  }
}
