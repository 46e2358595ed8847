package dev.perigon.pipelines;

import dev.perigon.sql.query.Relation;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * How something is to be read, apart from what its format needs.
 *
 * @param maxFiles of one commit
 * @param maxBytes of one commit; one file is always read
 * @param skipsChanges whether commits that change or remove rows are passed over
 * @param changes whether the change feed is read, rather than rows
 * @param rescued the column for what does not fit, when the options name it
 * @param rest what is left for the format's reader
 */
record ReadOptions(
    long maxFiles,
    long maxBytes,
    boolean skipsChanges,
    boolean changes,
    Optional<Evolution> evolution,
    Optional<String> rescued,
    Map<String, String> rest) {
  /** Where what does not fit goes, unless the options name another column. */
  static final String RESCUED = "_rescued_data";

  private static final String MAX_FILES = "maxfilespertrigger";
  private static final String MAX_BYTES = "maxbytespertrigger";
  private static final String SKIPS = "skipchangecommits";
  private static final String CHANGES = "readchangefeed";

  /** All that tables know. */
  private static final Set<String> OF_TABLES =
      new TreeSet<>(
          Set.of(
              MAX_FILES,
              MAX_BYTES,
              SKIPS,
              CHANGES,
              ChangeRange.STARTING + "version",
              ChangeRange.STARTING + "timestamp",
              ChangeRange.ENDING + "version",
              ChangeRange.ENDING + "timestamp"));

  private static final Set<String> OURS = Set.of(MAX_FILES, MAX_BYTES, Evolution.OPTION);

  ReadOptions {
    rest = Map.copyOf(rest);
  }

  static ReadOptions of(Relation relation) {
    Map<String, String> options = relation.options();
    boolean isTable =
        relation instanceof Relation.Table
            || relation instanceof Relation.Files files && files.format().equals(Sources.DELTA);
    if (isTable) {
      options.keySet().stream()
          .filter(key -> !OF_TABLES.contains(key))
          .findFirst()
          .ifPresent(
              key -> {
                throw StreamErrors.unknownOption(key, OF_TABLES, relation.origin());
              });
    }
    Map<String, String> rest = new HashMap<>(options);
    rest.keySet().removeAll(OURS);
    return new ReadOptions(
        count(relation),
        bytes(relation),
        flag(relation, SKIPS),
        flag(relation, CHANGES),
        evolution(relation),
        Optional.ofNullable(options.get("rescueddatacolumn")).filter(name -> !name.isEmpty()),
        rest);
  }

  /** Only what decides which part of a table or folder is read. */
  ReadOptions ofSource() {
    return new ReadOptions(
        maxFiles, maxBytes, skipsChanges, changes, Optional.empty(), Optional.empty(), Map.of());
  }

  ReadOptions unlimited() {
    return new ReadOptions(
        Long.MAX_VALUE, Long.MAX_VALUE, skipsChanges, changes, evolution, rescued, rest);
  }

  boolean isLimited() {
    return maxFiles < Long.MAX_VALUE || maxBytes < Long.MAX_VALUE;
  }

  private static Optional<Evolution> evolution(Relation relation) {
    String text = relation.options().get(Evolution.OPTION);
    if (text == null) {
      return Optional.empty();
    }
    Optional<Evolution> mode = Evolution.of(text);
    if (mode.isEmpty()) {
      throw StreamErrors.badOption(
          "schemaEvolutionMode",
          "addNewColumns, addNewColumnsWithTypeWidening, rescue, failOnNewColumns or none",
          relation.origin());
    }
    return mode;
  }

  private static boolean flag(Relation relation, String key) {
    String text = relation.options().getOrDefault(key, "false");
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw StreamErrors.badOption(key, "true or false", relation.origin());
    }
    return text.equalsIgnoreCase("true");
  }

  private static long count(Relation relation) {
    String text = relation.options().get(MAX_FILES);
    if (text != null && !text.matches("[1-9]\\d{0,8}")) {
      throw StreamErrors.badOption("maxFilesPerTrigger", "a number from 1 on", relation.origin());
    }
    return text == null ? Long.MAX_VALUE : Long.parseLong(text);
  }

  private static long bytes(Relation relation) {
    String text = relation.options().get(MAX_BYTES);
    if (text == null) {
      return Long.MAX_VALUE;
    }
    if (!text.matches("(?i)[1-9]\\d{0,8} *([kmgt]?b?)|[1-9]\\d{0,17}")) {
      throw StreamErrors.badOption(
          "maxBytesPerTrigger", "a size such as 500mb or 10g", relation.origin());
    }
    String unit = text.toLowerCase(java.util.Locale.ROOT).replaceAll("[0-9 b]", "");
    long number = Long.parseLong(text.replaceAll("[^0-9]", ""));
    return number << (unit.isEmpty() ? 0 : 10 * ("kmgt".indexOf(unit) + 1));
  }
}
