package dev.perigon.generator.commerce;

/** What real feeds have and a clean sample has not. */
public enum Fault {
  /** One row in a hundred comes twice, half of the copies with the next delivery. */
  DUPLICATES,
  /** Customers and tickets change; one change in five comes after later ones. */
  VERSIONS,
  /** One JSON or CSV row in two hundred is cut off. */
  MALFORMED,
  /** From the last of the first deliveries on, customers and transactions have one column more. */
  NEW_COLUMN,
  /** One row in two hundred has a word where a number belongs. */
  WRONG_TYPES,
  /** Two clicks and behaviour events in a hundred come up to three deliveries late. */
  LATE_EVENTS,
  /** One visit in twenty is nobody's. */
  ANONYMOUS,
  /** One customer in a hundred is a test account. */
  TEST_ACCOUNTS
}
