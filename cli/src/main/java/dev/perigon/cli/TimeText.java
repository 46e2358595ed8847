package dev.perigon.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as options have them: {@code 500ms}, {@code 5s}, {@code 2m}, {@code 1h}. */
final class TimeText {
  private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,5})(ms|s|m|h)");

  private TimeText() {}

  static Duration parse(String option, String text) {
    Matcher found = TEXT.matcher(text);
    if (!found.matches()) {
      throw CliErrors.badInterval(option, text);
    }
    long number = Long.parseLong(found.group(1));
    return switch (found.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      case "m" -> Duration.ofMinutes(number);
      default -> Duration.ofHours(number);
    };
  }
}
