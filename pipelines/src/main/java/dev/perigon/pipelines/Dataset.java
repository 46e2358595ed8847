package dev.perigon.pipelines;

import dev.perigon.pipelines.DatasetGraph.Kind;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.DatasetDefinition;
import dev.perigon.sql.statement.Expectation;
import dev.perigon.sql.statement.Expectation.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A dataset that a project declares, with the flows that fill it.
 *
 * @param definition of a stored dataset; empty for views
 * @param viewColumns a view's column names; empty when its query names them
 * @param flows one for views and materialized views, any number for streaming tables
 */
record Dataset(
    TableName name,
    Kind kind,
    String layer,
    Optional<DatasetDefinition> definition,
    List<String> viewColumns,
    Optional<String> comment,
    List<Flow> flows,
    Origin origin) {
  /** Table property that sends rows with {@code _rescued_data} to quarantine. */
  static final String MALFORMED = "perigon.malformed";

  /** Lakeflow's property: a full refresh leaves the table as it is when it is false. */
  private static final String RESET = "pipelines.reset.allowed";

  Dataset {
    viewColumns = List.copyOf(viewColumns);
    flows = List.copyOf(flows);
  }

  boolean isStored() {
    return kind != Kind.VIEW;
  }

  boolean isStreaming() {
    return kind == Kind.STREAMING_TABLE;
  }

  /** True when AUTO CDC keeps it. */
  boolean isChangeTarget() {
    return !flows.isEmpty() && flows.get(0).changes().isPresent();
  }

  /** Where the changes are kept that AUTO CDC applies to it. */
  TableName changeLog() {
    return name.sibling(name.table() + ChangeLog.SUFFIX);
  }

  List<Expectation> expectations() {
    return definition.map(DatasetDefinition::expectations).orElse(List.of());
  }

  /** True when malformed rows go to quarantine. */
  boolean quarantinesMalformed() {
    return definition
        .map(d -> "quarantine".equalsIgnoreCase(d.properties().get(MALFORMED)))
        .orElse(false);
  }

  boolean hasQuarantine() {
    return quarantinesMalformed()
        || expectations().stream().anyMatch(e -> e.action() == Action.QUARANTINE_ROW);
  }

  /** False when a full refresh must leave its rows: a streaming table whose sources are gone. */
  boolean mayBeReset() {
    return !isStreaming()
        || definition.map(d -> !"false".equalsIgnoreCase(d.properties().get(RESET))).orElse(true);
  }

  /** Where the rows go that a QUARANTINE ROW rule holds back. */
  TableName quarantine() {
    return name.sibling(name.table() + Quarantine.SUFFIX);
  }

  Dataset with(Flow flow) {
    List<Flow> more = new ArrayList<>(flows);
    more.add(flow);
    return new Dataset(name, kind, layer, definition, viewColumns, comment, more, origin);
  }
}
