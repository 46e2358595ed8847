package dev.perigon.equivalence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Files of a real source, in order of name. The data is not ours to ship: a folder with its
 * SOURCE.txt below PERIGON_TEST_DATA, or below {@code ../shared/data} beside the repository.
 */
record RealData(List<Path> files) {
  RealData {
    files = List.copyOf(files);
  }

  /** Skips the test when the data is not here. */
  static RealData in(String folder) throws IOException {
    String named = System.getenv("PERIGON_TEST_DATA");
    Path data = named == null ? root().resolveSibling("shared/data") : Path.of(named);
    Path place = data.resolve(folder);
    Assumptions.assumeTrue(
        Files.isDirectory(place),
        "The data is not here: name the folder above %s in PERIGON_TEST_DATA".formatted(folder));
    try (Stream<Path> files = Files.list(place)) {
      return new RealData(files.sorted().toList());
    }
  }

  private static Path root() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** As whoever delivers should do it: a whole file at once. */
  static void deliver(Path file, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path hidden = folder.resolve("." + file.getFileName());
    Files.copy(file, hidden, StandardCopyOption.COPY_ATTRIBUTES);
    Files.move(hidden, folder.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
  }

  static void deliver(List<Path> files, Path folder) throws IOException {
    for (Path file : files) {
      deliver(file, folder);
    }
  }
}
