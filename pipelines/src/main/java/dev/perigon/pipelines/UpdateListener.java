package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import java.util.List;

/** Told of an update's progress, from several threads. */
public interface UpdateListener {
  /** The datasets that will run, in order. */
  default void planned(List<DatasetGraph.Node> nodes) {}

  default void started(TableName dataset) {}

  default void finished(UpdateResult.DatasetResult result) {}
}
