package dev.perigon.engine.kafka;

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
final class Secrets {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{secret:([A-Za-z0-9_.-]+)}");
  private static final String FOLDER = "PERIGON_SECRETS";

  private final UnaryOperator<String> environment;

  Secrets(UnaryOperator<String> environment) {
    this.environment = environment;
  }

  String resolve(String text) {
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
        throw KafkaErrors.noSecret(name);
      }
    }
    throw KafkaErrors.noSecret(name);
  }
}
