package dev.perigon.cli;

import dev.perigon.generator.commerce.CommerceGenerator;
import dev.perigon.generator.commerce.CommerceOptions;
import dev.perigon.generator.commerce.CommerceOptions.Sizes;
import dev.perigon.generator.commerce.Fault;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code generate commerce}. */
@Command(
    name = "commerce",
    description = {
      "Makes the sources of the commerce project: customers, support tickets and behaviour"
          + " events as JSON, transactions as CSV, clicks as Parquet, and the tickets as a Delta"
          + " table with change data feed, too; twelve deliveries over the year that ends on the"
          + " as-of day, and one for each day added later.",
      "",
      "Faults, as real feeds have them:",
      "  duplicates     1 %% of rows come twice, half of them with the next delivery",
      "  versions       customers and ticket files change; 20 %% of changes come late",
      "  malformed      0.5 %% of JSON and CSV rows are cut off",
      "  new-column     customers and transactions gain a column in the last delivery",
      "  wrong-types    0.5 %% of rows have a word where a number belongs",
      "  late-events    2 %% of clicks and events come up to three deliveries late",
      "  anonymous      5 %% of visits are nobody's",
      "  test-accounts  1 %% of customers are test accounts"
    },
    footer = {
      "  perigon generate commerce",
      "  perigon generate commerce --out dirty --faults all",
      "  perigon generate commerce --out dirty --add-days 2",
      "  perigon generate commerce --out big --customers 100000 --faults duplicates,versions"
    })
final class GenerateCommerce extends Verb {
  @Mixin private SampleOptions sample;

  @Option(
      names = "--customers",
      paramLabel = "N",
      description = "How many customers (default: 1000).")
  private Integer customers;

  @Option(
      names = "--transactions",
      paramLabel = "N",
      description = "How many transactions (default: 10 a customer).")
  private Integer transactions;

  @Option(
      names = "--clicks",
      paramLabel = "N",
      description = "How many clicks (default: 50 a customer).")
  private Integer clicks;

  @Option(
      names = "--tickets",
      paramLabel = "N",
      description = "How many support tickets (default: 1 for two customers).")
  private Integer tickets;

  @Option(
      names = "--reviews",
      paramLabel = "N",
      description = "How many reviews (default: 2 a customer).")
  private Integer reviews;

  @Option(
      names = "--faults",
      split = ",",
      paramLabel = "FAULT",
      description = "Faults to add, separated by commas, or all (default: none).")
  private List<String> faults;

  @Option(
      names = "--add-days",
      paramLabel = "N",
      description = "Add the next days to a sample that is there, in new files.")
  private Integer addDays;

  GenerateCommerce(Terminal terminal) {
    super(terminal);
  }

  @Override
  public Integer call() {
    Optional<CommerceOptions> fresh = addDays == null ? Optional.of(options()) : Optional.empty();
    checkContinues();
    Path folder = sample.folder("commerce", terminal());
    MadeFiles files = new MadeFiles(terminal(), sample.json());
    CommerceOptions made =
        fresh
            .map(
                options -> {
                  CommerceGenerator.generate(options, folder, files);
                  return options;
                })
            .orElseGet(() -> CommerceGenerator.continueBy(addDays, folder, files));
    files.finish(folder, made.end());
    return 0;
  }

  /** What is there says what the next days are like. */
  private void checkContinues() {
    List<String> given = new ArrayList<>();
    sample.seed().ifPresent(seed -> given.add("--seed"));
    sample.asOf().ifPresent(day -> given.add("--as-of"));
    for (Object size : Arrays.asList(customers, transactions, clicks, tickets, reviews, faults)) {
      if (size != null) {
        given.add("sizes or --faults");
      }
    }
    if (addDays != null && !given.isEmpty()) {
      throw CliErrors.addDaysWith(given.get(0));
    }
  }

  private CommerceOptions options() {
    CommerceOptions options = CommerceOptions.defaults().withSizes(sizes()).withFaults(faults());
    options = sample.seed().map(options::withSeed).orElse(options);
    return sample.asOf().map(options::withAsOf).orElse(options);
  }

  private Sizes sizes() {
    Sizes sizes = Sizes.of(customers == null ? 1000 : customers);
    return new Sizes(
        sizes.customers(),
        transactions == null ? sizes.transactions() : transactions,
        clicks == null ? sizes.clicks() : clicks,
        tickets == null ? sizes.tickets() : tickets,
        reviews == null ? sizes.reviews() : reviews);
  }

  private Set<Fault> faults() {
    Set<Fault> chosen = EnumSet.noneOf(Fault.class);
    for (String name : faults == null ? List.<String>of() : faults) {
      if (name.equalsIgnoreCase("all")) {
        return EnumSet.allOf(Fault.class);
      }
      chosen.add(fault(name));
    }
    return chosen;
  }

  private static Fault fault(String name) {
    for (Fault fault : Fault.values()) {
      if (name(fault).equalsIgnoreCase(name.strip())) {
        return fault;
      }
    }
    List<String> known = Arrays.stream(Fault.values()).map(GenerateCommerce::name).toList();
    throw CliErrors.unknownFault(name, known, Similar.to(name, known));
  }

  private static String name(Fault fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
