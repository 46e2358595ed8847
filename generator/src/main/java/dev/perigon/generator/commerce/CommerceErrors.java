package dev.perigon.generator.commerce;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.nio.file.Path;

/** The errors of this package. */
final class CommerceErrors {
  private CommerceErrors() {}

  static PerigonException outOfRange(String what, int number, int most) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot generate %,d %s: not between 1 and %,d".formatted(number, what, most),
        "Choose another number with --" + what);
  }

  static PerigonException nothingToContinue(Path folder) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot add days to %s: it holds no complete sample of commerce".formatted(folder),
        "Make one first, with 'perigon generate commerce'");
  }
}
