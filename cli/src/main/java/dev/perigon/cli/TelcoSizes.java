package dev.perigon.cli;

import dev.perigon.generator.telco.TelcoOptions;
import dev.perigon.generator.telco.TelcoOptions.Rates;
import picocli.CommandLine.Option;

/** How many records {@code generate telco} makes, and what is wrong with some. */
final class TelcoSizes {
  @Option(
      names = "--users",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many subscribers (default: ${DEFAULT-VALUE}).")
  private int users;

  @Option(
      names = "--records",
      paramLabel = "N",
      description =
          "How many records, besides registrations and planted cases (default: 20000; without end"
              + " with --rate or --duration).")
  private Long records;

  @Option(
      names = "--update-rate",
      paramLabel = "SHARE",
      defaultValue = "0.02",
      description = "Records that are changes of subscribers (default: ${DEFAULT-VALUE}).")
  private double updates;

  @Option(
      names = "--anomaly-rate",
      paramLabel = "SHARE",
      defaultValue = "0.1",
      description = "Call detail records with an anomaly (default: ${DEFAULT-VALUE}).")
  private double anomalies;

  @Option(
      names = "--duplicate-rate",
      paramLabel = "SHARE",
      defaultValue = "0.002",
      description = "Those that the network sends twice (default: ${DEFAULT-VALUE}).")
  private double duplicates;

  @Option(
      names = "--malformed-rate",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "Records that are cut off, of a wrong type, not UTF-8, empty or tombstones (default:"
              + " ${DEFAULT-VALUE}).")
  private double malformed;

  @Option(
      names = "--fraud-cases",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "Cases of fraud for each of three rules, and as many honest ones that look alike; fewer"
              + " when there are not twelve subscribers for each (default: ${DEFAULT-VALUE}).")
  private int fraudCases;

  TelcoOptions options(boolean endless) {
    TelcoOptions options =
        TelcoOptions.defaults()
            .withUsers(users)
            .withFraudCases(fraudCases)
            .withRates(new Rates(updates, anomalies, duplicates, malformed));
    if (records != null) {
      return options.withRecords(records);
    }
    return endless ? options.withRecords(TelcoOptions.ENDLESS) : options;
  }
}
