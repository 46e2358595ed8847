package dev.perigon.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A folder of files that holds each whole or not at all, and a marker once all are there. */
public final class SampleFolder {
  private static final String MARKER = ".perigon-sample";
  private static final String BEGUN = "begun ";
  private static final String DONE = "version ";

  /** Changes when the same options come to mean other rows. */
  private static final String VERSION = "1: ";

  private static final Pattern END = Pattern.compile("asOf=(\\d{4}-\\d\\d-\\d\\d)\\b");
  private static final String TEMPORARY = ".tmp";

  private final Path folder;

  public SampleFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes {@code file}, relative to the folder, beside its place and moves it there. */
  public void write(String file, Content content) {
    writeThenMove(folder.resolve(file), content);
  }

  /** Writes {@code file} as {@link #write} does; without rows there is none, nor an earlier one. */
  public long rows(String file, Rows content) {
    long[] rows = {0};
    write(
        file,
        path -> {
          rows[0] = content.write(path);
          return rows[0] > 0;
        });
    if (rows[0] == 0) {
      delete(file);
    }
    return rows[0];
  }

  /** Where {@code file} is. */
  public Path path(String file) {
    return folder.resolve(file);
  }

  /** Takes away what an earlier sample had and the next has not. */
  public void delete(String file) {
    try {
      Files.deleteIfExists(folder.resolve(file));
    } catch (IOException e) {
      throw GeneratorErrors.cannotWrite(folder.resolve(file), e);
    }
  }

  /**
   * Until {@link #complete} the folder is known to be torn.
   *
   * @param options what will be made
   * @throws dev.perigon.sql.error.PerigonException FILE when somebody's own files are there
   */
  public void begin(String options) {
    if (holdsOwnFiles()) {
      throw GeneratorErrors.ownFiles(folder);
    }
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(MARKER), BEGUN + VERSION + options + "\n");
      deleteLeftovers();
    } catch (IOException e) {
      throw GeneratorErrors.cannotWrite(folder, e);
    }
  }

  /** Temporary files of killed runs; one that another run is writing is younger. */
  private void deleteLeftovers() throws IOException {
    Instant old = Instant.now().minus(Duration.ofHours(1));
    try (Stream<Path> files = Files.walk(folder, 3)) {
      for (Path file : files.filter(SampleFolder::isTemporary).toList()) {
        if (Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static boolean isTemporary(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") && name.endsWith(TEMPORARY);
  }

  /**
   * All files are there.
   *
   * @param options what was made, with {@code asOf=DATE} for the day on which it ends
   */
  public void complete(String options) {
    writeThenMove(
        folder.resolve(MARKER),
        temporary -> {
          Files.writeString(temporary, DONE + VERSION + options + "\n");
          return true;
        });
  }

  /** What {@link #complete} was told; empty unless the folder is complete. */
  public Optional<String> options() {
    return options(DONE);
  }

  /** What {@link #begin} was told, whether it came to its end or not. */
  public Optional<String> begun() {
    return options(BEGUN).or(this::options);
  }

  private Optional<String> options(String state) {
    return marker()
        .filter(text -> text.startsWith(state + VERSION))
        .map(text -> text.substring((state + VERSION).length()).strip());
  }

  /**
   * True when there is nothing in the folder, or a writer was stopped before it was done. Files
   * without a marker are somebody's own.
   */
  public boolean needsFiles() {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    if (Files.exists(folder.resolve(MARKER))) {
      return marker().filter(text -> text.startsWith(DONE)).isEmpty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(SampleFolder::isTemporary);
    } catch (IOException e) {
      throw GeneratorErrors.cannotRead(folder, e);
    }
  }

  private boolean holdsOwnFiles() {
    if (!Files.isDirectory(folder) || Files.exists(folder.resolve(MARKER))) {
      return false;
    }
    try (Stream<Path> files = Files.walk(folder, 2)) {
      return files.anyMatch(file -> Files.isRegularFile(file) && !isTemporary(file));
    } catch (IOException e) {
      throw GeneratorErrors.cannotRead(folder, e);
    }
  }

  /** The day on which the sources end, when the folder is complete. */
  public Optional<LocalDate> end() {
    return options()
        .map(END::matcher)
        .filter(Matcher::find)
        .map(found -> LocalDate.parse(found.group(1)));
  }

  private Optional<String> marker() {
    try {
      return Optional.of(Files.readString(folder.resolve(MARKER)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Writes a file that has another name until it is whole. */
  public interface Content {
    /** Returns false when the file is not wanted after all. */
    boolean write(Path temporary) throws IOException;
  }

  /** Writes a file of rows. */
  public interface Rows {
    /** Returns how many there are. */
    long write(Path temporary) throws IOException;
  }

  private static void writeThenMove(Path file, Content content) {
    try {
      Files.createDirectories(file.getParent());
      Path temporary = Files.createTempFile(file.getParent(), "." + file.getFileName(), TEMPORARY);
      try {
        if (content.write(temporary)) {
          Files.move(
              temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw GeneratorErrors.cannotWrite(file, e);
    }
  }
}
