package dev.perigon.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of this process alone for the rows of tests, gone when it is closed. */
record TestFolder(Path path) implements AutoCloseable {
  static TestFolder open() {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      return new TestFolder(Files.createTempDirectory("perigon-test").toRealPath());
    } catch (IOException e) {
      throw CliErrors.cannotWrite(parent, e);
    }
  }

  URI uri() {
    return path.toUri();
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
