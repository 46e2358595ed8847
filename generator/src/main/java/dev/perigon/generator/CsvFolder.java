package dev.perigon.generator;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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

/** A folder of CSV files that holds each file whole or not at all, and a marker once all are. */
final class CsvFolder {
  private static final String MARKER = ".perigon-sample";
  private static final String BEGUN = "begun\n";
  private static final String DONE = "version ";
  private static final Pattern END = Pattern.compile("asOf=(\\d{4}-\\d\\d-\\d\\d)\\b");
  private static final String TEMPORARY = ".tmp";

  private final Path folder;

  CsvFolder(Path folder) {
    this.folder = folder;
  }

  /** Writes {@code source} beside its place and moves it there; returns its rows. */
  long write(CsvSource source) {
    Path file = folder.resolve(source.path() + ".csv");
    long[] rows = {0};
    writeThenMove(
        file,
        temporary -> {
          try (CsvWriter csv =
              CsvWriter.builder()
                  .lineDelimiter(LineDelimiter.LF)
                  .build(
                      new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16), UTF_8)) {
            csv.writeRecord(source.header());
            source.rows(
                fields -> {
                  csv.writeRecord(fields);
                  rows[0]++;
                });
          } catch (UncheckedIOException e) {
            throw e.getCause();
          }
        });
    return rows[0];
  }

  /** Until {@link #complete} the folder is known to be torn. */
  void begin() {
    try {
      Files.createDirectories(folder);
      Files.writeString(folder.resolve(MARKER), BEGUN);
      deleteLeftovers();
    } catch (IOException e) {
      throw GeneratorErrors.cannotWrite(folder, e);
    }
  }

  /** Temporary files of killed runs; one that another run is writing is younger. */
  private void deleteLeftovers() throws IOException {
    Instant old = Instant.now().minus(Duration.ofHours(1));
    try (Stream<Path> files = Files.walk(folder, 2)) {
      for (Path file : files.filter(CsvFolder::isTemporary).toList()) {
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

  void complete(RetailOptions options) {
    writeThenMove(folder.resolve(MARKER), temporary -> Files.writeString(temporary, text(options)));
  }

  /**
   * True when there is nothing in the folder, or a writer was stopped before it was done. Files
   * without a marker are somebody's own.
   */
  boolean needsFiles() {
    if (!Files.isDirectory(folder)) {
      return true;
    }
    if (Files.exists(folder.resolve(MARKER))) {
      return marker().filter(text -> text.startsWith(DONE)).isEmpty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.allMatch(CsvFolder::isTemporary);
    } catch (IOException e) {
      throw GeneratorErrors.cannotRead(folder, e);
    }
  }

  /** The day on which the sources end, when the folder is complete. */
  Optional<LocalDate> end() {
    return marker()
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

  /** The version changes when the same options come to mean other rows. */
  private static String text(RetailOptions options) {
    return DONE + "1: " + options + "\n";
  }

  private interface Body {
    void write(Path temporary) throws IOException;
  }

  private static void writeThenMove(Path file, Body body) {
    try {
      Files.createDirectories(file.getParent());
      Path temporary = Files.createTempFile(file.getParent(), "." + file.getFileName(), TEMPORARY);
      try {
        body.write(temporary);
        Files.move(
            temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw GeneratorErrors.cannotWrite(file, e);
    }
  }
}
