package dev.perigon.generator;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The errors of this room. */
final class GeneratorErrors {
  private GeneratorErrors() {}

  static PerigonException customersOutOfRange(int customers) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot generate %d customers: not between 1 and 100,000,000".formatted(customers),
        "Choose another number with --customers");
  }

  static PerigonException ownFiles(Path folder) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot make sample data in %s: it holds files that 'perigon generate' did not make"
            .formatted(folder),
        "Name a new or empty folder with --out");
  }

  static PerigonException cannotWrite(Path file, IOException cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot write sample data to %s: %s".formatted(file, cause),
        "Choose a folder with --out that you may write to and that has room",
        Optional.empty(),
        cause);
  }

  static PerigonException cannotRead(Path folder, IOException cause) {
    return new PerigonException(
        ErrorCode.FILE,
        "Cannot read %s: %s".formatted(folder, cause),
        "Check that you may read it",
        Optional.empty(),
        cause);
  }
}
