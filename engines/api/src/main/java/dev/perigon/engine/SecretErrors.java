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
        "Set the environment variable %1$s, write it into a file %1$s in the folder that PERIGON_SECRETS names, or 'keytool -importpass -alias %1$s' into the keystore that PERIGON_KEYSTORE names"
            .formatted(name));
  }

  static PerigonException unreadable(String name, String variable) {
    return new PerigonException(
        ErrorCode.USAGE,
        "Cannot read the source: what %s names cannot be read, where the secret '%s' may be"
            .formatted(variable, name),
        "Check that the path is right, that this user may read it, and the keystore's password");
  }
}
