package dev.perigon.cli;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** {@code --retain}: how long old versions stay. */
final class RetainOption {
  private static final Pattern TIME = Pattern.compile("(\\d{1,9})\\s*([smhdw])");
  private static final Map<String, Duration> UNITS =
      Map.of(
          "s", Duration.ofSeconds(1),
          "m", Duration.ofMinutes(1),
          "h", Duration.ofHours(1),
          "d", Duration.ofDays(1),
          "w", Duration.ofDays(7));

  @Option(
      names = "--retain",
      paramLabel = "TIME",
      description =
          "How long old versions stay readable, such as 12h or 30d (default: 7d, or more if the"
              + " table's delta.deletedFileRetentionDuration says so).")
  private String retain;

  Optional<Duration> duration() {
    return Optional.ofNullable(retain).map(RetainOption::parse);
  }

  private static Duration parse(String text) {
    Matcher time = TIME.matcher(text.strip());
    if (!time.matches()) {
      throw CliErrors.badDuration("--retain", text);
    }
    return UNITS.get(time.group(2)).multipliedBy(Long.parseLong(time.group(1)));
  }
}
