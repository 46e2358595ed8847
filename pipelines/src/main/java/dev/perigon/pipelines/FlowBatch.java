package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.sql.TableName;
import java.util.Map;

/**
 * One run of a flow: its query over what it reads this time.
 *
 * @param cursor texts to commit with its rows
 * @param source what it reads, for people
 * @param more whether limits left something for another commit
 */
record FlowBatch(
    Flow flow,
    BoundQuery query,
    Map<String, String> cursor,
    Map<TableName, Long> versionsRead,
    String source,
    boolean more) {
  FlowBatch {
    cursor = Map.copyOf(cursor);
    versionsRead = Map.copyOf(versionsRead);
  }
}
