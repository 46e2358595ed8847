package dev.perigon.generator.commerce;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;

/**
 * What commerce sources to make.
 *
 * @param asOf the day on which the first deliveries end; they cover the year up to it
 * @param laterDays how many more days have been delivered since, one delivery each
 */
public record CommerceOptions(
    long seed, Sizes sizes, Set<Fault> faults, LocalDate asOf, int laterDays) {
  public CommerceOptions {
    requireNonNull(sizes, "sizes is null");
    requireNonNull(asOf, "asOf is null");
    faults = Set.copyOf(faults);
    if (laterDays < 0 || laterDays > 100_000) {
      throw CommerceErrors.outOfRange("days", laterDays, 100_000);
    }
  }

  /** How much of each; one behaviour event in four is a review. */
  public record Sizes(int customers, int transactions, int clicks, int tickets, int reviews) {
    private static final int MOST = 500_000_000;

    public Sizes {
      check("customers", customers);
      check("transactions", transactions);
      check("clicks", clicks);
      check("tickets", tickets);
      check("reviews", reviews);
    }

    private static void check(String what, int number) {
      if (number < 1 || number > MOST) {
        throw CommerceErrors.outOfRange(what, number, MOST);
      }
    }

    /** A shop of so many customers, with 10 transactions and 50 clicks for each. */
    public static Sizes of(int customers) {
      return new Sizes(
          customers,
          times(customers, 10),
          times(customers, 50),
          Math.max(1, customers / 2),
          times(customers, 2));
    }

    private static int times(int customers, int factor) {
      return (int) Math.min(MOST, (long) customers * factor);
    }
  }

  /** 1,000 customers as of 2025-10-09, clean. */
  public static CommerceOptions defaults() {
    return new CommerceOptions(42, Sizes.of(1000), Set.of(), LocalDate.of(2025, 10, 9), 0);
  }

  public CommerceOptions withSeed(long newSeed) {
    return new CommerceOptions(newSeed, sizes, faults, asOf, laterDays);
  }

  public CommerceOptions withSizes(Sizes newSizes) {
    return new CommerceOptions(seed, newSizes, faults, asOf, laterDays);
  }

  public CommerceOptions withFaults(Set<Fault> newFaults) {
    return new CommerceOptions(seed, sizes, newFaults, asOf, laterDays);
  }

  public CommerceOptions withAllFaults() {
    return withFaults(EnumSet.allOf(Fault.class));
  }

  public CommerceOptions withAsOf(LocalDate newAsOf) {
    return new CommerceOptions(seed, sizes, faults, newAsOf, laterDays);
  }

  CommerceOptions later(int days) {
    return new CommerceOptions(seed, sizes, faults, asOf, laterDays + days);
  }

  /** The last day for which there are rows. */
  public LocalDate end() {
    return asOf.plusDays(laterDays);
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }
}
