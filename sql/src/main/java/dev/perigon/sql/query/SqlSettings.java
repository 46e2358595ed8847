package dev.perigon.sql.query;

import dev.perigon.sql.Namespace;
import java.time.ZoneId;
import java.util.Map;

/**
 * What a query's meaning depends on besides its inputs.
 *
 * @param parameters values for {@code :name} markers: String, Integer, Long, Double, BigDecimal or
 *     Boolean
 */
public record SqlSettings(Namespace defaults, ZoneId timeZone, Map<String, Object> parameters) {
  public SqlSettings {
    parameters = Map.copyOf(parameters);
  }
}
