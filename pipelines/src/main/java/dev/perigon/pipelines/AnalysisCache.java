package dev.perigon.pipelines;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What was read and analysed, on disk, so that an unchanged project starts without Catalyst. A file
 * is good only if its first line has its key and the hash of the rest; anything else in the folder
 * counts as absent. The cache is a help: what cannot be written is not kept.
 */
final class AnalysisCache {
  private static final Duration KEPT = Duration.ofDays(90);

  private final AtomicBoolean mayForget = new AtomicBoolean(true);
  private final Path folder;
  private final boolean mayWrite;

  AnalysisCache(Path folder, boolean mayWrite) {
    this.folder = folder;
    this.mayWrite = mayWrite;
  }

  static AnalysisCache of(Path home, boolean mayWrite) {
    return new AnalysisCache(home.resolve("cache").resolve("analysis"), mayWrite);
  }

  /**
   * @param read makes an answer of what was kept, or throws IllegalArgumentException
   */
  <T> Optional<T> find(String key, Function<String, T> read) {
    try {
      String text = Files.readString(file(key));
      int line = text.indexOf('\n');
      String body = text.substring(line + 1);
      return line > 0 && text.substring(0, line).equals(firstLine(key, body))
          ? Optional.of(read.apply(body))
          : Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  void keep(String key, String body) {
    if (!mayWrite) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Path written = Files.createTempFile(folder, "new", ".tmp");
      Files.writeString(written, firstLine(key, body) + "\n" + body);
      Files.move(written, file(key), StandardCopyOption.ATOMIC_MOVE);
      forgetOld();
    } catch (IOException e) {
      // The next run analyses again.
    }
  }

  /** Once in a process: entries that nobody has made anew for long are of queries that are gone. */
  private void forgetOld() throws IOException {
    if (mayForget.compareAndSet(true, false)) {
      FileTime limit = FileTime.from(Instant.now().minus(KEPT));
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.toList()) {
          if (Files.getLastModifiedTime(file).compareTo(limit) < 0) {
            Files.deleteIfExists(file);
          }
        }
      }
    }
  }

  private static String firstLine(String key, String body) {
    return "perigon " + key + " " + hash(body);
  }

  private Path file(String key) {
    return folder.resolve(key + ".json");
  }

  static String hash(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
