package dev.perigon.sql.error;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/** A place in a project file; {@code line} and {@code column} count from 1. */
public record Origin(String file, int line, int column) implements Serializable {
  public Origin {
    requireNonNull(file, "file is null");
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("line and column count from 1");
    }
  }

  /** The first character of {@code file}. */
  public static Origin startOf(String file) {
    return new Origin(file, 1, 1);
  }

  /**
   * The place {@code lines} lines down and {@code column} characters in (from 0) from this one, for
   * positions that a parser reports relative to a fragment that starts here.
   */
  public Origin plus(int lines, int columns) {
    return lines == 0
        ? new Origin(file, line, column + columns)
        : new Origin(file, line + lines, columns + 1);
  }

  @Override
  public String toString() {
    return "%s:%d:%d".formatted(file, line, column);
  }
}
