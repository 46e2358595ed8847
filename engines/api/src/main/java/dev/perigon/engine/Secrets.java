package dev.perigon.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts secrets in the place of {@code ${secret:NAME}}: of the environment variable NAME, else of
 * the file NAME in the folder that {@code PERIGON_SECRETS} names, without the line's end, else of
 * the entry NAME of the keystore that {@code PERIGON_KEYSTORE} names.
 */
public final class Secrets {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([A-Za-z0-9_.-]+)}");
  private static final String FOLDER = "PERIGON_SECRETS";
  private static final String KEYSTORE = "PERIGON_KEYSTORE";
  private static final String KEYSTORE_PASSWORD = "PERIGON_KEYSTORE_PASSWORD";

  private final UnaryOperator<String> environment;

  /**
   * @param environment the variables, null for one that is not set
   */
  public Secrets(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  /** Whether {@code text} is a reference and nothing besides. */
  public static boolean isReference(String text) {
    return REFERENCE.matcher(text).matches();
  }

  /**
   * @throws dev.perigon.sql.error.PerigonException USAGE for a secret that is nowhere
   */
  public String resolve(String text) {
    Matcher reference = REFERENCE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (reference.find()) {
      reference.appendReplacement(resolved, Matcher.quoteReplacement(secret(reference.group(1))));
    }
    return reference.appendTail(resolved).toString();
  }

  private String secret(String name) {
    return Optional.ofNullable(environment.apply(name))
        .or(() -> file(name))
        .or(() -> entry(name))
        .orElseThrow(() -> SecretErrors.noSecret(name));
  }

  private Optional<String> file(String name) {
    String folder = environment.apply(FOLDER);
    if (folder == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(Path.of(folder).resolve(name)).stripTrailing());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw SecretErrors.unreadable(name, FOLDER);
    }
  }

  private Optional<String> entry(String name) {
    String keystore = environment.apply(KEYSTORE);
    if (keystore == null) {
      return Optional.empty();
    }
    String password =
        Optional.ofNullable(environment.apply(KEYSTORE_PASSWORD))
            .or(() -> file(KEYSTORE_PASSWORD))
            .orElseThrow(() -> SecretErrors.noSecret(KEYSTORE_PASSWORD));
    try {
      return PasswordStore.open(Path.of(keystore), password.toCharArray()).password(name);
    } catch (IOException | GeneralSecurityException e) {
      throw SecretErrors.unreadable(name, KEYSTORE);
    }
  }
}
