package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Schema;
import java.util.List;

/** What an engine gives for a query. */
sealed interface Answer {
  record Rows(Schema schema, List<List<Object>> rows) implements Answer {}

  record Failure(Exception error) implements Answer {}
}
