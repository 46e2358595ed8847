package dev.perigon.pipelines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Reads a project's files, and says what is wrong with those that cannot be read. */
final class ProjectText {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private ProjectText() {}

  /** Without the mark that some editors put in front. */
  static String of(Path folder, Path file) {
    try {
      String text = Files.readString(file);
      return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    } catch (MalformedInputException e) {
      throw ProjectErrors.notUtf8(name(folder, file));
    } catch (IOException e) {
      throw ProjectErrors.unreadable(file, e);
    }
  }

  /** Relative to the project, with slashes. */
  static String name(Path folder, Path file) {
    return folder.relativize(file).toString().replace('\\', '/');
  }

  /** The SQL files below {@code folder}, sorted. */
  static List<Path> sqlFiles(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".sql") && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw ProjectErrors.unreadable(folder, e);
    } catch (UncheckedIOException e) { // a folder further down
      throw ProjectErrors.unreadable(folder, e.getCause());
    }
  }
}
