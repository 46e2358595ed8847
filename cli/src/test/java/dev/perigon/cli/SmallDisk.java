package dev.perigon.cli;

import dev.perigon.house.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A real disk of 48 MB for a program in a process of its own: nobody else sees it, and it is gone
 * with the program, which may mount it as it likes.
 */
record SmallDisk(Path folder, List<String> command) {
  /** A mount that only the process and its children see; by root, or as root of its own users. */
  private static final List<List<String>> NAMESPACES =
      List.of(List.of("unshare", "-m"), List.of("unshare", "-r", "-m"));

  private static final String MOUNT = "mount -t tmpfs -o size=48m perigon \"$0\" && exec \"$@\"";

  /** Empty where mounting a disk takes what the tests are not allowed. */
  static Optional<SmallDisk> in(Path parent) throws IOException, InterruptedException {
    Path folder = Files.createDirectory(parent.resolve("disk"));
    for (List<String> namespace : NAMESPACES) {
      List<String> command = new ArrayList<>(namespace);
      command.addAll(List.of("sh", "-c", MOUNT, folder.toString()));
      List<String> probe = new ArrayList<>(command);
      probe.add("true");
      if (output(probe).equals("0\n")) {
        return Optional.of(new SmallDisk(folder, command));
      }
    }
    return Optional.empty();
  }

  /** Runs {@code main} with the disk's folder and {@code more}: exit code, and what was said. */
  String run(Class<?> main, String... more) throws InterruptedException {
    List<String> java = new ArrayList<>(command);
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream.of(System.getProperty("perigon.test.jvm", "").split(" "))
        .filter(option -> !option.isBlank())
        .forEach(java::add);
    java.addAll(
        List.of(
            "-Dperigon.install=" + Repository.root(),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            folder.toString()));
    java.addAll(List.of(more));
    return output(java);
  }

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
