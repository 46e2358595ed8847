package dev.perigon.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.perigon.house.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real disk of 48 MB that fills up while the embedded engine writes, spills and commits. What
 * holds for every file system is in {@code TestFullStore} of pipelines, which runs anywhere.
 */
final class TestFullDisk {
  /** A mount that only the process and its children see; by root, or as root of its own users. */
  private static final List<List<String>> NAMESPACES =
      List.of(List.of("unshare", "-m"), List.of("unshare", "-r", "-m"));

  private static final String MOUNT = "mount -t tmpfs -o size=48m perigon \"$0\" && exec \"$@\"";

  @TempDir private Path temp;

  @Test
  void nothingIsHalfWrittenAndTheNextRunMakesUpForIt() throws Exception {
    Path disk = Files.createDirectory(temp.resolve("disk"));
    Optional<List<String>> mounted = mounted(disk);
    assumeThat(mounted).as("mounting a small disk takes root or user namespaces").isPresent();

    List<String> command = new ArrayList<>(mounted.get());
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream.of(System.getProperty("perigon.test.jvm", "").split(" "))
        .filter(option -> !option.isBlank())
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Dperigon.install=" + Repository.root(),
            "-cp",
            System.getProperty("java.class.path"),
            FullDisk.class.getName(),
            disk.toString(),
            temp.toString()));

    assertThat(output(command)).isEqualTo("0\n");
  }

  private static Optional<List<String>> mounted(Path disk) throws Exception {
    for (List<String> namespace : NAMESPACES) {
      List<String> command = new ArrayList<>(namespace);
      command.addAll(List.of("sh", "-c", MOUNT, disk.toString()));
      List<String> probe = new ArrayList<>(command);
      probe.add("true");
      if (output(probe).equals("0\n")) {
        return Optional.of(command);
      }
    }
    return Optional.empty();
  }

  /** Exit code, and what was said. */
  private static String output(List<String> command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() + "\n" + said;
    } catch (IOException e) {
      return "There is no " + command.get(0);
    }
  }
}
