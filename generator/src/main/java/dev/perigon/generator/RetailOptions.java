package dev.perigon.generator;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * What retail sources to make.
 *
 * @param customers up to 15 give a small shop with 4 transactions for 3 customers; more give 8
 *     transactions and 20 items per customer on average
 * @param asOf the day on which the sources end
 * @param duplicates some customers, products and tickets come twice
 * @param sentinels open tickets are resolved at the epoch with satisfaction 0 instead of nothing
 */
public record RetailOptions(
    long seed, int customers, LocalDate asOf, boolean duplicates, boolean sentinels) {
  public RetailOptions {
    requireNonNull(asOf, "asOf is null");
    if (customers < 1 || customers > 100_000_000) {
      throw GeneratorErrors.customersOutOfRange(customers);
    }
  }

  /** The sample: 15 customers as of 2025-10-09, clean. */
  public static RetailOptions defaults() {
    return new RetailOptions(42, 15, LocalDate.of(2025, 10, 9), false, false);
  }

  public RetailOptions withSeed(long newSeed) {
    return new RetailOptions(newSeed, customers, asOf, duplicates, sentinels);
  }

  public RetailOptions withCustomers(int newCustomers) {
    return new RetailOptions(seed, newCustomers, asOf, duplicates, sentinels);
  }

  public RetailOptions withAsOf(LocalDate newAsOf) {
    return new RetailOptions(seed, customers, newAsOf, duplicates, sentinels);
  }

  public RetailOptions withDuplicates() {
    return new RetailOptions(seed, customers, asOf, true, sentinels);
  }

  public RetailOptions withSentinels() {
    return new RetailOptions(seed, customers, asOf, duplicates, true);
  }
}
