package dev.perigon.pipelines;

import dev.perigon.sql.TableName;
import dev.perigon.sql.statement.DatasetDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The table that a dataset's flows fill: the dataset's own, or the log of its changes.
 *
 * @param properties without those of its rules
 */
record PlannedTable(
    TableName name,
    List<String> partitionBy,
    Optional<String> comment,
    Map<String, String> properties) {
  PlannedTable {
    partitionBy = List.copyOf(partitionBy);
    properties = Map.copyOf(properties);
  }

  static PlannedTable of(Dataset dataset) {
    Optional<DatasetDefinition> definition = dataset.definition();
    return new PlannedTable(
        dataset.name(),
        definition.map(DatasetDefinition::partitionBy).orElse(List.of()),
        definition.flatMap(DatasetDefinition::comment),
        TableKind.properties(dataset));
  }

  static PlannedTable ofChanges(Dataset dataset, Map<String, String> properties) {
    return new PlannedTable(
        dataset.changeLog(),
        List.of(),
        Optional.of("Every change of %s, as it arrived".formatted(dataset.name().table())),
        properties);
  }
}
