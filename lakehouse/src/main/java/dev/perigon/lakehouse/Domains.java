package dev.perigon.lakehouse;

import java.util.Locale;

/** Names of the texts that a table's log keeps beside its rows. */
final class Domains {
  /** Set by every commit, so that any two writers of a table conflict. */
  static final String WRITER = "perigon.writer";

  /** Delta's own. */
  private static final String RESERVED = "delta.";

  private Domains() {}

  static boolean isCursor(String domain) {
    return !domain.equals(WRITER) && !domain.toLowerCase(Locale.ROOT).startsWith(RESERVED);
  }
}
