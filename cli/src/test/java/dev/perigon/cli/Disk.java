package dev.perigon.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link SmallDisk} as the program sees it that runs there. */
record Disk(Path folder) {
  long room() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** Takes all but {@code room} bytes, until {@link #free}. */
  void leave(long room) throws IOException {
    byte[] page = new byte[4096];
    long pages = (room() - room) / page.length;
    try (OutputStream out = Files.newOutputStream(ballast())) {
      for (long i = 0; i < pages; i++) {
        out.write(page);
      }
    }
  }

  void free() throws IOException {
    Files.delete(ballast());
  }

  static void remove(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(folder)) {
      paths = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.delete(path);
    }
  }

  private Path ballast() {
    return folder.resolve("ballast");
  }

  /** Nothing below {@code part}, a folder of this disk, can be written until {@link #unlock}. */
  static void lock(Path part) throws IOException, InterruptedException {
    mount("mount", "--bind", part.toString(), part.toString());
    mount("mount", "-o", "remount,bind,ro", part.toString());
  }

  static void unlock(Path part) throws IOException, InterruptedException {
    mount("umount", part.toString());
  }

  private static void mount(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + ": " + said);
    }
  }

  /** Data files below {@code home} that no table's log knows of. */
  static List<String> strays(Path home) throws IOException {
    List<Path> files;
    try (Stream<Path> tree = Files.walk(home)) {
      files = tree.filter(Files::isRegularFile).toList();
    }
    String logs =
        files.stream()
            .filter(file -> file.getParent().endsWith("_delta_log"))
            .filter(file -> file.toString().endsWith(".json"))
            .map(Disk::text)
            .collect(Collectors.joining());
    return files.stream()
        .map(file -> file.getFileName().toString())
        .filter(name -> name.endsWith(".parquet") && !logs.contains(name))
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
