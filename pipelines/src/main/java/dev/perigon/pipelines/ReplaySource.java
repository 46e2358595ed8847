package dev.perigon.pipelines;

import dev.perigon.pipelines.PlannedDataset.PlannedFlow;
import dev.perigon.sql.query.AnalyzedQuery.Input;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.type.Schema;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Tells whether the rows of a dataset can be found again in what its flow reads: when it has one
 * flow, which streams one table, and both tables have the coordinates of records in topics.
 */
final class ReplaySource {
  private ReplaySource() {}

  /** Which of the inputs of the only flow of {@code planned}. */
  static OptionalInt of(PlannedDataset planned) {
    if (planned.flows().size() != 1 || planned.flows().get(0).flow().once()) {
      return OptionalInt.empty();
    }
    PlannedFlow flow = planned.flows().get(0);
    List<Input> inputs = flow.query().inputs();
    int[] streamed =
        IntStream.range(0, inputs.size())
            .filter(i -> inputs.get(i).relation().streaming())
            .toArray();
    return streamed.length == 1
            && isTable(inputs.get(streamed[0]))
            && hasCoordinates(inputs.get(streamed[0]).schema())
            && hasCoordinates(planned.schema())
        ? OptionalInt.of(streamed[0])
        : OptionalInt.empty();
  }

  private static boolean isTable(Input input) {
    return input.relation() instanceof Relation.Table
        && !ReadOptions.of(input.relation()).changes();
  }

  private static boolean hasCoordinates(Schema schema) {
    return ReplayQueries.COORDINATES.stream().allMatch(name -> schema.find(name).isPresent());
  }
}
