package dev.perigon.pipelines;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets one update of a project run at a time on this machine. The operating system holds the lock,
 * so that it ends with the process, however that ends; the file says whose it is or, when it could
 * be locked, whose update was killed. Between machines Delta's commits decide.
 */
final class UpdateLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;
  private final Optional<Killed> killed;
  private boolean ended;

  private UpdateLock(FileChannel channel, FileLock lock, Optional<Killed> killed) {
    this.channel = channel;
    this.lock = lock;
    this.killed = killed;
  }

  /** An update that began and never ended. */
  record Killed(String updateId, Instant startedAt) {}

  static UpdateLock take(Path home, Project project, String updateId, Instant startedAt) {
    return take(
        home,
        project,
        channel -> {
          Optional<Killed> killed = read(channel);
          write(channel, updateId, startedAt);
          return killed;
        });
  }

  /**
   * The same for work that is no update: what the file says of a killed update stays for the next.
   */
  static UpdateLock borrow(Path home, Project project) {
    return take(home, project, channel -> Optional.empty());
  }

  /** What is done to the file once it is locked. */
  private interface Note {
    Optional<Killed> write(FileChannel channel) throws IOException;
  }

  private static UpdateLock take(Path home, Project project, Note note) {
    Path file =
        home.resolve("locks")
            .resolve(project.namespace().toString().toLowerCase(java.util.Locale.ROOT) + ".lock");
    try {
      Files.createDirectories(file.getParent());
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      try {
        return locked(channel, project, note);
      } catch (IOException | RuntimeException e) {
        channel.close(); // and so unlocked
        throw e;
      }
    } catch (IOException e) {
      throw RunErrors.homeNotWritable(home, e);
    }
  }

  /** Whether any project's update runs on this machine with that home. */
  static boolean anyHeld(Path home) {
    Path folder = home.resolve("locks");
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".lock")).toList()) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            FileLock lock = tryLock(channel)) {
          if (lock == null) {
            return true;
          }
        }
      }
      return false;
    } catch (IOException e) {
      throw RunErrors.homeNotWritable(home, e);
    }
  }

  private static UpdateLock locked(FileChannel channel, Project project, Note note)
      throws IOException {
    FileLock lock = tryLock(channel);
    if (lock == null) {
      String since = read(channel).map(other -> ", begun at " + other.startedAt()).orElse("");
      throw RunErrors.running(project.name(), since);
    }
    return new UpdateLock(channel, lock, note.write(channel));
  }

  private static FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** The update that held the lock before and was killed. */
  Optional<Killed> killed() {
    return killed;
  }

  /** What the file says; a half-written one says nothing. */
  private static Optional<Killed> read(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(channel.size(), 4096));
    channel.read(bytes, 0);
    try {
      JsonNode json =
          Json.read(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
      return json.has("update")
          ? Optional.of(
              new Killed(json.get("update").asText(), Instant.parse(json.path("started").asText())))
          : Optional.empty();
    } catch (IllegalStateException | java.time.DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void write(FileChannel channel, String updateId, Instant startedAt)
      throws IOException {
    String text =
        Json.object().put("update", updateId).put("started", startedAt.toString()).toString();
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
  }

  /** The update ended by itself; without this, the next one counts it as killed. */
  void ended() {
    ended = true;
  }

  @Override
  public void close() {
    try {
      if (ended) {
        channel.truncate(0);
      }
      lock.release();
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
