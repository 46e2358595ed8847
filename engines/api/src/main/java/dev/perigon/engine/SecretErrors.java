package dev.perigon.engine;

import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.PerigonException;

/** What can be wrong with a secret. No message has its value. */
final class SecretErrors {
  private SecretErrors() {}

  static PerigonException noSecret(String name) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot read the source: there is no secret '%s'".formatted(name),
        "Set the environment variable %s, or write it into a file %s in the folder that PERIGON_SECRETS names"
            .formatted(name, name));
  }
}
