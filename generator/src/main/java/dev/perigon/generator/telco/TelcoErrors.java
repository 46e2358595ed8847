package dev.perigon.generator.telco;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;
import java.util.regex.Pattern;

/** The errors of this package. */
final class TelcoErrors {
  /** What Kafka allows, with room for the longest topic's own name. */
  private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{0,200}");

  private TelcoErrors() {}

  static void checkRange(String option, long number, long least, long most) {
    if (number < least || number > most) {
      throw new PerigonException(
          ErrorCode.USAGE,
          "Cannot generate telco data with --%s %,d: not between %,d and %,d"
              .formatted(option, number, least, most),
          "Choose another number");
    }
  }

  static void checkShare(String option, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new PerigonException(
          ErrorCode.USAGE,
          "Cannot generate telco data with --%s %s: it is no share".formatted(option, share),
          "Give a number from 0 to 1, such as 0.1");
    }
  }

  static void checkPrefix(String prefix) {
    if (!PREFIX.matcher(prefix).matches()) {
      throw new PerigonException(
          ErrorCode.USAGE,
          "Cannot name topics '%s…': Kafka has no such names".formatted(prefix),
          "Use at most 200 letters, digits, dots, hyphens and underscores in --topic-prefix");
    }
  }
}
