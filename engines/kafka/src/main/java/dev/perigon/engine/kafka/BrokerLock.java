package dev.perigon.engine.kafka;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Lets one start or stop of a broker happen at a time. The operating system holds the lock, so that
 * it ends with the program, however that ends.
 */
final class BrokerLock {
  private static final Duration LOOK = Duration.ofMillis(50);

  private BrokerLock() {}

  /** What is done alone. */
  interface Work<T> {
    T run() throws IOException;
  }

  static <T> T alone(BrokerFolder folder, Consumer<String> progress, Work<T> work)
      throws IOException {
    FileChannel channel =
        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (!lock(channel)) {
        progress.accept(
            "Another command starts or stops the broker in %s: waiting for it"
                .formatted(folder.path()));
        while (!lock(channel)) {
          LockSupport.parkNanos(LOOK.toNanos());
        }
      }
      return work.run();
    } finally {
      channel.close(); // and so unlocked
    }
  }

  private static boolean lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) { // another thread
      return false;
    }
  }
}
