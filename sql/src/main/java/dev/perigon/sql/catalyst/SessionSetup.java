package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.Identifiers;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** What rendered queries expect of a DuckDB session. Loads nothing of Spark. */
public final class SessionSetup {
  private SessionSetup() {}

  /** See {@link dev.perigon.sql.query.DuckDbSession#prelude}. */
  public static List<String> statements(ZoneId timeZone) {
    List<String> statements = new ArrayList<>();
    statements.add("SET TimeZone = " + Identifiers.literalForDuckDb(zone(timeZone)));
    statements.add("SET default_collation = ''");
    EntryGroups.all().stream()
        .flatMap(group -> group.macros().stream())
        .map(macro -> macro.replaceFirst("^CREATE MACRO", "CREATE OR REPLACE MACRO"))
        .forEach(statements::add);
    return List.copyOf(statements);
  }

  /** DuckDB does not know Java's short name of UTC. */
  private static String zone(ZoneId timeZone) {
    return timeZone.getId().equals("Z") ? "UTC" : timeZone.getId();
  }

  /** See {@link dev.perigon.sql.query.DuckDbSession#functions}. */
  public static List<JavaFunction> functions() {
    return EntryGroups.all().stream().flatMap(group -> group.functions().stream()).toList();
  }
}
