package dev.perigon.lakehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A folder of copies, one sub-folder each. When they outgrow the bound, those unused for longest
 * go, except pinned ones. A pin is a file beside the copy that names its process, so that processes
 * sharing the folder respect each other's pins and those of a killed process hold nothing.
 */
final class CacheFolder {
  private static final String PIN = ".pin-";
  private static final Object IN_THIS_PROCESS = new Object();

  private interface Action {
    void run() throws IOException;
  }

  private record Copy(Path folder, long size, long used, boolean pinned) {}

  private final Path folder;
  private final long bound;
  private final Map<Path, Integer> pins = new HashMap<>();
  private final String ownPin = PIN + ProcessHandle.current().pid() + "-" + UUID.randomUUID();

  CacheFolder(Path folder, long bound) {
    this.folder = folder.toAbsolutePath();
    this.bound = bound;
  }

  Path folder(String name) {
    return folder.resolve(name);
  }

  void pin(Path copy) throws IOException {
    alone(
        () -> {
          Files.createDirectories(copy.getParent());
          if (pins.merge(copy, 1, Integer::sum) == 1) {
            Files.createFile(copy.resolveSibling(ownPin));
          }
        });
  }

  void unpin(Path copy) {
    try {
      alone(
          () -> {
            if (pins.merge(copy, -1, Integer::sum) == 0) {
              pins.remove(copy);
              Files.deleteIfExists(copy.resolveSibling(ownPin));
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Removes copies until {@code wanted} more bytes fit, or only pinned ones are left. */
  void makeRoom(long wanted) throws IOException {
    alone(
        () -> {
          List<Copy> copies = copies();
          copies.sort(Comparator.comparing(Copy::used));
          long used = copies.stream().mapToLong(Copy::size).sum();
          for (Copy copy : copies) {
            if (used + wanted > bound && !copy.pinned()) {
              remove(copy.folder());
              used -= copy.size();
            }
          }
        });
  }

  private List<Copy> copies() throws IOException {
    List<Copy> copies = new ArrayList<>();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(folder, Files::isDirectory)) {
      for (Path each : folders) {
        copies.add(copy(each));
      }
    }
    return copies;
  }

  private static Copy copy(Path folder) throws IOException {
    long size = 0;
    long used = 0;
    boolean pinned = false;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(PIN)) {
          pinned |= isAlive(name.substring(PIN.length()).split("-", 2)[0]);
        } else {
          size += sizeOf(file);
          used = Math.max(used, file.toFile().lastModified());
        }
      }
    }
    return new Copy(folder, size, used, pinned);
  }

  private static boolean isAlive(String process) {
    return ProcessHandle.of(Long.parseLong(process)).map(ProcessHandle::isAlive).orElse(false);
  }

  /** A file may get its final name while the folder is read. */
  private static long sizeOf(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }

  private static void remove(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(folder);
  }

  private void alone(Action action) throws IOException {
    synchronized (IN_THIS_PROCESS) {
      Files.createDirectories(folder);
      try (FileChannel channel =
              FileChannel.open(
                  folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid()) {
          throw new IOException("the cache folder cannot be locked");
        }
        action.run();
      }
    }
  }
}
