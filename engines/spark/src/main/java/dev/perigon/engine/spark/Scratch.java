package dev.perigon.engine.spark;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Spark's own temporary files, in a folder of this process below the spill folder. A process that
 * is killed leaves its folder; the next one deletes it. Which are alive, their locks tell: the
 * machine releases them however a process ends.
 */
final class Scratch implements AutoCloseable {
  private static final String PREFIX = "spark-run-";
  private static final String DOOR = ".spark-runs";
  private static final String LOCK = ".lock";

  private final Path folder;
  private final FileChannel lock;

  private Scratch(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** One process at a time makes its folder, so that nobody sees one that is not locked yet. */
  static Scratch in(Path spill) throws IOException {
    Files.createDirectories(spill);
    try (FileChannel door = open(spill.resolve(DOOR))) {
      door.lock();
      for (Path old : runs(spill)) {
        if (isAbandoned(old)) {
          delete(old);
        }
      }
      Path folder = Files.createTempDirectory(spill, PREFIX);
      FileChannel lock = open(folder.resolve(LOCK));
      lock.lock();
      return new Scratch(folder, lock);
    }
  }

  private static FileChannel open(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  private static List<Path> runs(Path spill) throws IOException {
    try (Stream<Path> entries = Files.list(spill)) {
      return entries.filter(e -> e.getFileName().toString().startsWith(PREFIX)).toList();
    }
  }

  private static boolean isAbandoned(Path run) {
    try (FileChannel lock = open(run.resolve(LOCK))) {
      return lock.tryLock() != null;
    } catch (IOException | OverlappingFileLockException e) {
      return false;
    }
  }

  /** Best effort: what cannot be deleted now may be later. */
  private static void delete(Path run) {
    try (Stream<Path> below = Files.walk(run)) {
      for (Path file : below.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      // Somebody else's files are in it, or it is being deleted.
    }
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() {
    delete(folder);
    try {
      lock.close();
    } catch (IOException e) {
      // The process gives it up anyway when it ends.
    }
  }
}
