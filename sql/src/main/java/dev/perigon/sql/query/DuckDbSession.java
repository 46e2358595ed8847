package dev.perigon.sql.query;

import dev.perigon.sql.catalyst.SessionSetup;
import java.time.ZoneId;
import java.util.List;

/** What a DuckDB connection needs before it runs rendered queries. */
public final class DuckDbSession {
  /**
   * Starts DuckDB's error where a group has more values than an aggregate can take; then the
   * aggregate's name.
   */
  public static final String TOO_MANY_VALUES = "perigon-too-many-values:";

  private DuckDbSession() {}

  /** Settings and macros, one statement each, to run once on every new connection. */
  public static List<String> prelude(ZoneId timeZone) {
    return SessionSetup.statements(timeZone);
  }

  /** Java functions that the prelude's macros and rendered queries call. */
  public static List<JavaFunction> functions() {
    return SessionSetup.functions();
  }
}
