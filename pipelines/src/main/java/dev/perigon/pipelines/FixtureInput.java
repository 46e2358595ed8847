package dev.perigon.pipelines;

import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.Relation;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How fixtures name the inputs of a query. */
final class FixtureInput {
  private static final Pattern CALL =
      Pattern.compile("(?:read_files|read_kafka|ref|stream)\\(\\s*['\"]?(.*?)['\"]?\\s*\\)");

  private FixtureInput() {}

  /** {@code read_files('a.csv')} and dbt's {@code ref('a')} mean what they name. */
  static String named(String written) {
    Matcher call = CALL.matcher(written.strip());
    return call.matches() ? call.group(1) : written.strip();
  }

  static boolean names(String written, Relation relation, Namespace defaults) {
    return relation instanceof Relation.Table table
        ? names(written, table.name(), defaults)
        : relation.label().equals(written);
  }

  static boolean names(String written, TableName name, Namespace defaults) {
    List<String> parts = Arrays.asList(written.split("\\.", -1));
    return parts.size() <= 3 && TableName.of(parts, defaults).equals(name);
  }
}
