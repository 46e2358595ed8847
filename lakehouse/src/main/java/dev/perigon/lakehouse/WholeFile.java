package dev.perigon.lakehouse;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A local file that others see whole or not at all: written beside its place under a hidden name,
 * forced to the disk, then given its name. Closing without publishing leaves nothing.
 */
final class WholeFile implements AutoCloseable {
  private static final Object ONE_AT_A_TIME = new Object();

  private final Path target;
  private final Path hidden;

  WholeFile(Path target) {
    this.target = target;
    this.hidden = target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID());
  }

  /** Close it before publishing. */
  OutputStream stream() throws IOException {
    return new BufferedOutputStream(
        Files.newOutputStream(hidden, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
  }

  /**
   * @throws FileAlreadyExistsException when the file exists and may not be replaced; among any
   *     number of processes exactly one succeeds
   */
  void publish(boolean replace) throws IOException {
    try (FileChannel channel = FileChannel.open(hidden, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    if (replace) {
      Files.move(
          hidden, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } else {
      putIfAbsent();
    }
  }

  /** A hard link fails when the name is taken; a move would silently replace the file. */
  private void putIfAbsent() throws IOException {
    try {
      Files.createLink(target, hidden);
    } catch (FileAlreadyExistsException e) {
      throw e;
    } catch (UnsupportedOperationException | FileSystemException e) {
      putIfAbsentUnderLock();
    }
  }

  /** For file systems without hard links, e.g. FAT and some network mounts. */
  private void putIfAbsentUnderLock() throws IOException {
    Path lockFile = target.resolveSibling(".commit.lock");
    synchronized (ONE_AT_A_TIME) {
      try (FileChannel channel =
              FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (!lock.isValid() || Files.exists(target)) {
          throw new FileAlreadyExistsException(target.toString());
        }
        Files.move(hidden, target, StandardCopyOption.ATOMIC_MOVE);
      }
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(hidden);
  }
}
