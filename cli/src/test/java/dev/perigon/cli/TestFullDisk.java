package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real disk of 48 MB that fills up while the embedded engine writes, spills and commits. What
 * holds for every file system is in {@code TestFullStore} of pipelines, which runs anywhere.
 */
final class TestFullDisk {
  @TempDir private Path temp;

  @Test
  void nothingIsHalfWrittenAndTheNextRunMakesUpForIt() throws Exception {
    Optional<SmallDisk> disk = SmallDisk.in(temp);
    assumeThat(disk).as("mounting a small disk takes root or user namespaces").isPresent();
    assertThat(disk.get().run(FullDisk.class, temp.toString())).isEqualTo("0\n");
  }
}
