package dev.perigon.lakehouse;

import io.delta.kernel.internal.actions.DomainMetadata;

/** Names of the texts that a table's log keeps beside its rows. */
final class Domains {
  /** Set by every commit, so that any two writers of a table conflict. */
  static final String WRITER = "perigon.writer";

  private Domains() {}

  static boolean isCursor(String domain) {
    return !domain.equals(WRITER) && DomainMetadata.isUserControlledDomain(domain);
  }
}
