package dev.perigon.engine.files.json;

import dev.perigon.engine.files.UnknownColumns;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The options of JSON files. Their layout is seen from the files, so few are left.
 *
 * @param rescuedDataColumn for what does not fit
 * @param rescuesLines whether a line that is no JSON is kept, too
 * @param multiLine whether one object may go over several lines, said by whoever knows
 */
public record JsonOptions(
    Optional<String> rescuedDataColumn,
    UnknownColumns unknown,
    boolean rescuesLines,
    boolean multiLine) {
  private static final Set<String> KNOWN =
      Set.of(
          "multiline",
          "inferschema",
          "schema",
          "schemahints",
          "rescueddatacolumn",
          UnknownColumns.OPTION);

  /**
   * @param options with keys in lower case
   * @throws dev.perigon.sql.error.PerigonException UNSUPPORTED for one that would change the answer
   */
  public static JsonOptions of(Map<String, String> options) {
    Optional<String> rescued =
        Optional.ofNullable(options.get("rescueddatacolumn")).filter(name -> !name.isEmpty());
    String mode = options.getOrDefault("mode", rescued.isPresent() ? "PERMISSIVE" : "FAILFAST");
    check(options, mode.toUpperCase(Locale.ROOT), rescued.isPresent());
    return new JsonOptions(
        rescued,
        UnknownColumns.of(options, rescued.isPresent(), UnknownColumns.IGNORE),
        rescued.isPresent() && mode.equalsIgnoreCase("PERMISSIVE"),
        Boolean.parseBoolean(options.get("multiline")));
  }

  private static void check(Map<String, String> options, String mode, boolean rescues) {
    options.forEach(
        (key, value) -> {
          boolean fits =
              switch (key) {
                case "mode" -> mode.equals("FAILFAST") || rescues && mode.equals("PERMISSIVE");
                case "encoding", "charset" -> value.equalsIgnoreCase("UTF-8");
                default -> KNOWN.contains(key);
              };
          if (!fits) {
            throw JsonErrors.unsupportedOption(key);
          }
        });
  }

  /** Whether every field must be looked at, also those that the schema has not. */
  public boolean looksAtAll() {
    return unknown != UnknownColumns.IGNORE || rescuedDataColumn.isPresent();
  }
}
