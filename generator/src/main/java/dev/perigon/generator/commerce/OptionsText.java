package dev.perigon.generator.commerce;

import dev.perigon.generator.commerce.CommerceOptions.Sizes;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Options as a sample's marker keeps them, so that the next days continue it. */
final class OptionsText {
  private static final Pattern TEXT =
      Pattern.compile(
          "commerce-2 seed=(-?\\d+) customers=(\\d+) transactions=(\\d+) clicks=(\\d+)"
              + " tickets=(\\d+) reviews=(\\d+) faults=([A-Z_,]*) first=(\\S+) days=(\\d+) asOf=\\S+");

  private OptionsText() {}

  static String of(CommerceOptions options) {
    Sizes sizes = options.sizes();
    String faults =
        options.faults().stream().sorted().map(Fault::name).collect(Collectors.joining(","));
    return "commerce-2 seed=%d customers=%d transactions=%d clicks=%d tickets=%d reviews=%d faults=%s first=%s days=%d asOf=%s"
        .formatted(
            options.seed(),
            sizes.customers(),
            sizes.transactions(),
            sizes.clicks(),
            sizes.tickets(),
            sizes.reviews(),
            faults,
            options.asOf(),
            options.laterDays(),
            options.end());
  }

  static Optional<CommerceOptions> parse(String text) {
    Matcher found = TEXT.matcher(text);
    if (!found.matches()) {
      return Optional.empty();
    }
    Sizes sizes =
        new Sizes(
            number(found, 2),
            number(found, 3),
            number(found, 4),
            number(found, 5),
            number(found, 6));
    return Optional.of(
        new CommerceOptions(
            Long.parseLong(found.group(1)),
            sizes,
            faults(found.group(7)),
            LocalDate.parse(found.group(8)),
            number(found, 9)));
  }

  private static int number(Matcher found, int group) {
    return Integer.parseInt(found.group(group));
  }

  private static Set<Fault> faults(String names) {
    return Arrays.stream(names.split(","))
        .filter(name -> !name.isEmpty())
        .map(Fault::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
  }
}
