package dev.perigon.cli;

import dev.perigon.house.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The program as the launcher starts it: on jars, with an archive of the classes that a first run
 * used, so that a process of its own starts about as fast as a user's.
 */
final class Installation {
  private static final String NATIVE = "libduckdb_java.so_";

  private final String classPath;
  private final Path archive;

  private Installation(String classPath, Path archive) {
    this.classPath = classPath;
    this.archive = archive;
  }

  /** Jars of what is on the class path of the tests; the archive is made by {@link #train}. */
  static Installation in(Path folder) throws IOException {
    List<String> entries = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        entries.add(jar(path, folder.resolve("classes" + entries.size() + ".jar")).toString());
      } else if (path.getFileName().toString().startsWith("duckdb_jdbc")) {
        entries.add(parted(path, folder).toString());
      } else if (Files.exists(path)) {
        entries.add(entry);
      }
    }
    return new Installation(
        String.join(File.pathSeparator, entries), folder.resolve("classes.jsa"));
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
        Stream<Path> tree = Files.walk(classes)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
    return jar;
  }

  /** As the launcher does: else DuckDB's driver unpacks its library at every start. */
  private static Path parted(Path jar, Path folder) throws IOException {
    String system = System.getProperty("os.name").startsWith("Linux") ? "linux" : "other";
    String machine = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    String library = NATIVE + system + "_" + machine;
    Path rest = folder.resolve(jar.getFileName());
    try (JarFile in = new JarFile(jar.toFile());
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(rest))) {
      if (in.getEntry(library) == null) {
        return jar;
      }
      for (JarEntry entry : Collections.list(in.entries())) {
        if (entry.getName().equals(library)) {
          Files.copy(in.getInputStream(entry), folder.resolve(library));
        } else if (!entry.getName().startsWith(NATIVE)) {
          out.putNextEntry(new JarEntry(entry.getName()));
          in.getInputStream(entry).transferTo(out);
        }
      }
    }
    return rest;
  }

  /** Runs to the end and archives the classes that were used; returns the exit code. */
  int train(String... args) throws IOException, InterruptedException {
    try (ForkedRun run = start("-XX:ArchiveClassesAtExit=" + archive, args)) {
      return run.awaitExit();
    }
  }

  ForkedRun start(String... args) throws IOException {
    return start("-XX:SharedArchiveFile=" + archive, args);
  }

  private ForkedRun start(String archiving, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Stream.of(System.getProperty("perigon.test.jvm", "").split(" "))
        .filter(option -> !option.isBlank())
        .forEach(command::add);
    command.addAll(
        List.of(
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            archiving,
            "-Dperigon.install=" + Repository.root(),
            "-cp",
            classPath,
            Main.class.getName()));
    command.addAll(List.of(args));
    return ForkedRun.start(command);
  }
}
