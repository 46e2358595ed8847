package dev.perigon.generator.telco;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What telco sources to make.
 *
 * @param records call detail records and changes of subscribers, besides each subscriber's
 *     registration and the planted cases; {@link #ENDLESS} for as many as are taken
 * @param fraudCases planted for each rule, and as many honest ones that look alike; at most so many
 *     that half of the subscribers are left out
 * @param asOf the sources end when this day begins, in UTC
 * @param topicPrefix before the names of topics
 */
public record TelcoOptions(
    long seed,
    int users,
    long records,
    Rates rates,
    int fraudCases,
    LocalDate asOf,
    String topicPrefix) {
  public static final long ENDLESS = Long.MAX_VALUE;
  private static final int MOST_USERS = 10_000_000;
  private static final int MOST_CASES = 10_000;

  public TelcoOptions {
    requireNonNull(rates, "rates is null");
    requireNonNull(asOf, "asOf is null");
    requireNonNull(topicPrefix, "topicPrefix is null");
    TelcoErrors.checkRange("users", users, 1, MOST_USERS);
    TelcoErrors.checkRange("records", records, 0, ENDLESS);
    TelcoErrors.checkRange("fraud-cases", fraudCases, 0, MOST_CASES);
    TelcoErrors.checkPrefix(topicPrefix);
  }

  /**
   * Shares from 0 to 1.
   *
   * @param updates of the records that are changes of subscribers
   * @param anomalies of the call detail records that have one
   * @param duplicates of the call detail records that the network sends twice
   * @param malformed of the records that cannot be read
   */
  public record Rates(double updates, double anomalies, double duplicates, double malformed) {
    public Rates {
      TelcoErrors.checkShare("update-rate", updates);
      TelcoErrors.checkShare("anomaly-rate", anomalies);
      TelcoErrors.checkShare("duplicate-rate", duplicates);
      TelcoErrors.checkShare("malformed-rate", malformed);
    }

    /** 2 % changes, 10 % anomalies, 0.2 % duplicates, nothing malformed. */
    public static Rates defaults() {
      return new Rates(0.02, 0.1, 0.002, 0);
    }
  }

  /** 1,000 subscribers and 20,000 records as of 2025-10-09. */
  public static TelcoOptions defaults() {
    return new TelcoOptions(
        42, 1000, 20_000, Rates.defaults(), 5, LocalDate.of(2025, 10, 9), "telco-");
  }

  public TelcoOptions withSeed(long newSeed) {
    return new TelcoOptions(newSeed, users, records, rates, fraudCases, asOf, topicPrefix);
  }

  public TelcoOptions withUsers(int newUsers) {
    return new TelcoOptions(seed, newUsers, records, rates, fraudCases, asOf, topicPrefix);
  }

  public TelcoOptions withRecords(long newRecords) {
    return new TelcoOptions(seed, users, newRecords, rates, fraudCases, asOf, topicPrefix);
  }

  public TelcoOptions withRates(Rates newRates) {
    return new TelcoOptions(seed, users, records, newRates, fraudCases, asOf, topicPrefix);
  }

  public TelcoOptions withFraudCases(int newCases) {
    return new TelcoOptions(seed, users, records, rates, newCases, asOf, topicPrefix);
  }

  public TelcoOptions withAsOf(LocalDate newAsOf) {
    return new TelcoOptions(seed, users, records, rates, fraudCases, newAsOf, topicPrefix);
  }

  public TelcoOptions withTopicPrefix(String newPrefix) {
    return new TelcoOptions(seed, users, records, rates, fraudCases, asOf, newPrefix);
  }

  /** The instant at which everything is seen: when the as-of day begins. */
  public Instant now() {
    return asOf.atStartOfDay(ZoneOffset.UTC).toInstant();
  }
}
