package dev.perigon.sql.query;

/** What a query's answer depends on besides the rows that it reads; the last is the worst. */
public enum Volatility {
  NONE,
  /** The day of the update's clock. */
  DATE,
  /** The update's clock. */
  INSTANT,
  /** Another answer each time: {@code rand()}, {@code uuid()}; or nobody knows. */
  CHANCE;

  /** The worse of two. */
  public Volatility or(Volatility other) {
    return compareTo(other) >= 0 ? this : other;
  }
}
