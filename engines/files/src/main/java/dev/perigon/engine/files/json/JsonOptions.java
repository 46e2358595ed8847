package dev.perigon.engine.files.json;

import java.util.Map;
import java.util.Set;

/** The options of JSON files. Their layout is seen from the files, so few are left. */
public final class JsonOptions {
  private static final Set<String> KNOWN =
      Set.of("multiline", "inferschema", "schema", "schemahints");

  private JsonOptions() {}

  /**
   * @param options with keys in lower case
   * @throws dev.perigon.sql.error.PerigonException UNSUPPORTED for one that would change the answer
   */
  public static void check(Map<String, String> options) {
    options.forEach(
        (key, value) -> {
          boolean fits =
              switch (key) {
                case "mode" -> value.equalsIgnoreCase("FAILFAST");
                case "encoding", "charset" -> value.equalsIgnoreCase("UTF-8");
                default -> KNOWN.contains(key);
              };
          if (!fits) {
            throw JsonErrors.unsupportedOption(key);
          }
        });
  }
}
