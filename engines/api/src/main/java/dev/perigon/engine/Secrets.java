package dev.perigon.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts secrets in the place of {@code ${secret:NAME}}: of the environment variable NAME, or of the
 * file NAME in the folder that {@code PERIGON_SECRETS} names, without the line's end.
 */
public final class Secrets {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([A-Za-z0-9_.-]+)}");
  private static final String FOLDER = "PERIGON_SECRETS";

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
    String variable = environment.apply(name);
    if (variable != null) {
      return variable;
    }
    String folder = environment.apply(FOLDER);
    if (folder != null) {
      try {
        return Files.readString(Path.of(folder).resolve(name)).stripTrailing();
      } catch (IOException e) {
        throw SecretErrors.noSecret(name);
      }
    }
    throw SecretErrors.noSecret(name);
  }
}
