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
import java.util.stream.Stream;

/** A folder of CSV files that holds each file whole or not at all, and a marker once all are. */
final class CsvFolder {
  private static final String MARKER = ".perigon-sample";
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

  /** Until {@link #complete} the folder is not complete. */
  void begin() {
    try {
      Files.createDirectories(folder);
      Files.deleteIfExists(folder.resolve(MARKER));
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

  /** True when the folder holds exactly what {@code options} give. */
  boolean holds(RetailOptions options) {
    Path marker = folder.resolve(MARKER);
    try {
      return Files.exists(marker) && Files.readString(marker).equals(text(options));
    } catch (IOException e) {
      return false;
    }
  }

  /** The version changes when the same options come to mean other rows. */
  private static String text(RetailOptions options) {
    return "version 1: " + options + "\n";
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
