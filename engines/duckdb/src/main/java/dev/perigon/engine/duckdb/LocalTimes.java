package dev.perigon.engine.duckdb;

import static dev.perigon.sql.type.Identifiers.literalForDuckDb;

import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.stream.Stream;

/**
 * Takes local times for instants as Spark does: of the two instants that a local time can mean when
 * clocks go back, DuckDB takes the later and Spark the earlier.
 */
final class LocalTimes {
  private static final int ANY_YEAR = 2030;

  private final ZoneId zone;
  private final List<Long> steps;

  LocalTimes(ZoneId zone) {
    this.zone = zone;
    this.steps =
        Stream.concat(
                zone.getRules().getTransitions().stream(),
                zone.getRules().getTransitionRules().stream()
                    .map(rule -> rule.createTransition(ANY_YEAR)))
            .filter(ZoneOffsetTransition::isOverlap)
            .map(transition -> -transition.getDuration().toSeconds())
            .distinct()
            .sorted()
            .toList();
  }

  /** {@code local}, an expression of DuckDB's type TIMESTAMP, as an instant. */
  String instant(String local) {
    String later = "CAST(%s AS TIMESTAMPTZ)".formatted(local);
    if (steps.isEmpty()) {
      return later;
    }
    var choice = new StringBuilder("CASE");
    for (long step : steps) {
      String earlier = "%s - INTERVAL %d SECOND".formatted(later, step);
      choice.append(
          " WHEN timezone(%s, %s) = %s THEN %s"
              .formatted(literalForDuckDb(zone.getId()), earlier, local, earlier));
    }
    return choice.append(" ELSE ").append(later).append(" END").toString();
  }
}
