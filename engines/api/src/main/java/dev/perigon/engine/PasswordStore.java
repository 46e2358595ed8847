package dev.perigon.engine;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** The passwords in a keystore, as {@code keytool -importpass} writes them. */
final class PasswordStore {
  private final KeyStore store;
  private final char[] password;

  private PasswordStore(KeyStore store, char[] password) {
    this.store = store;
    this.password = password;
  }

  /**
   * @param password of the store and of its entries
   */
  static PasswordStore open(Path file, char[] password)
      throws IOException, GeneralSecurityException {
    return new PasswordStore(KeyStore.getInstance(file.toFile(), password), password);
  }

  /** Empty for an entry that is not there, or is no password. */
  Optional<String> password(String alias) throws GeneralSecurityException {
    if (!store.entryInstanceOf(alias, KeyStore.SecretKeyEntry.class)) {
      return Optional.empty();
    }
    SecretKey key = (SecretKey) store.getKey(alias, password);
    PBEKeySpec spec =
        (PBEKeySpec)
            SecretKeyFactory.getInstance(key.getAlgorithm()).getKeySpec(key, PBEKeySpec.class);
    return Optional.of(new String(spec.getPassword()));
  }
}
