package dev.perigon.pipelines;

import dev.perigon.engine.BoundQuery;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One run of a flow: its query over what it reads this time.
 *
 * @param cursor writes the lists of the files it has read, and gives the texts to commit with its
 *     rows; to be asked once those are there, so that a run that fails leaves nothing
 * @param tablesRead for each input of the query, the table behind it; none for files
 * @param source what it reads, for people
 * @param more whether limits left something for another commit
 * @param topics what it reads of topics
 * @param gaps what is said of records that the source lost before they were read
 */
record FlowBatch(
    Flow flow,
    BoundQuery query,
    Supplier<Map<String, String>> cursor,
    Map<TableName, Long> versionsRead,
    List<Optional<ReadTable>> tablesRead,
    String source,
    boolean more,
    List<TopicRange> topics,
    List<String> gaps) {
  FlowBatch {
    versionsRead = Map.copyOf(versionsRead);
    tablesRead = List.copyOf(tablesRead);
    topics = List.copyOf(topics);
  }

  /** A table at the version that was read. */
  record ReadTable(DeltaTable table, Snapshot snapshot) {}
}
