package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.KafkaRecords;
import dev.perigon.engine.KinesisRecords;
import dev.perigon.engine.Slice;
import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.DataFile;
import dev.perigon.lakehouse.DeltaTable;
import dev.perigon.lakehouse.Snapshot;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Tells whether a materialized view shows already what its query would give. When in doubt it does
 * not: a view that is computed anew costs time, a wrong one costs trust.
 */
final class RefreshCheck {
  private final PlannedDataset planned;
  private final Engine engine;
  private final UpdateContext context;

  RefreshCheck(PlannedDataset planned, Engine engine, UpdateContext context) {
    this.planned = planned;
    this.engine = engine;
    this.context = context;
  }

  /**
   * What the next version would be computed from; empty when another time may give other rows.
   *
   * @param before the view as it is
   */
  Optional<RefreshMark> next(FlowBatch batch, Optional<Snapshot> before) {
    if (planned.dataset().isStreaming() || planned.flows().size() != 1) {
      return Optional.empty();
    }
    Optional<List<InputMark>> inputs = inputs(batch);
    long version = before.map(Snapshot::version).orElse(-1L) + 1;
    return inputs.flatMap(
        marks ->
            RefreshDefinition.of(planned, engine, context)
                .map(definition -> new RefreshMark(definition, marks, version, List.of())));
  }

  private Optional<List<InputMark>> inputs(FlowBatch batch) {
    List<InputMark> marks = new ArrayList<>();
    List<Slice> slices = batch.query().slices();
    for (int i = 0; i < slices.size(); i++) {
      boolean streaming = batch.query().query().inputs().get(i).relation().streaming();
      Slice slice = slices.get(i);
      if (streaming || slice instanceof KafkaRecords || slice instanceof KinesisRecords) {
        return Optional.empty();
      }
      if (slices.get(i) instanceof SourceFiles source) {
        if (!source.files().stream().allMatch(context.sources()::isSettled)) {
          return Optional.empty();
        }
        marks.add(InputMark.ofFiles(source));
      } else {
        Snapshot read = batch.tablesRead().get(i).orElseThrow().snapshot();
        marks.add(InputMark.ofTable(read.tableId(), read.version(), slices.get(i)));
      }
    }
    return Optional.of(marks);
  }

  /** The mark that {@code view} was committed with, when it shows what {@code now} says. */
  Optional<RefreshMark> shown(Snapshot view, RefreshMark now, FlowBatch batch) {
    return comparable(view, now)
        .filter(mark -> isSame(mark, now, batch))
        .filter(mark -> !planned.dataset().hasQuarantine() || quarantineIsThere(view));
  }

  /** The same when {@code view} shows what its query gave, of these inputs as they were then. */
  Optional<RefreshMark> comparable(Snapshot view, RefreshMark now) {
    return RefreshMark.shownBy(view)
        .filter(mark -> mark.definition().equals(now.definition()))
        .filter(mark -> isAsCommitted(view, mark))
        .filter(mark -> mark.inputs().size() == now.inputs().size());
  }

  private static boolean isSame(RefreshMark before, RefreshMark now, FlowBatch batch) {
    return IntStream.range(0, now.inputs().size())
        .allMatch(i -> isSame(before.inputs().get(i), now.inputs().get(i), batch, i));
  }

  /** Whether input {@code i} gives the same rows. */
  static boolean isSame(InputMark before, InputMark now, FlowBatch batch, int i) {
    return now.sameFiles(before)
        || batch.query().slices().get(i) instanceof Slice.Delta
            && now.follows(before)
            && sameRows(
                batch.tablesRead().get(i).orElseThrow().table(), before.version(), now.version());
  }

  /** Whether nobody else wrote {@code view} since, except to lay out its rows in other files. */
  private boolean isAsCommitted(Snapshot view, RefreshMark mark) {
    if (view.version() == mark.version()) {
      return true;
    }
    PlannedTable declared = planned.table();
    Map<String, String> properties = new TreeMap<>(view.properties());
    properties.keySet().removeIf(key -> key.startsWith("delta."));
    return view.version() > mark.version()
        && properties.entrySet().containsAll(ours(declared).entrySet())
        && view.comment().equals(declared.comment())
        && view.partitionColumns().equals(declared.partitionBy())
        && view.schema().ddl().equals(planned.schema().ddl())
        && sameRows(
            context.tables().warehouse().table(declared.name()), mark.version(), view.version());
  }

  private static Map<String, String> ours(PlannedTable declared) {
    return declared.properties().entrySet().stream()
        .filter(property -> !property.getKey().startsWith("delta."))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static boolean sameRows(DeltaTable table, long before, long now) {
    return Appends.between(table, before, now).filter(List::isEmpty).isPresent();
  }

  /** Whether the quarantine holds what this view put there, in the same files. */
  private boolean quarantineIsThere(Snapshot view) {
    DeltaTable quarantine = context.tables().warehouse().table(planned.dataset().quarantine());
    Set<URI> ordered = Quarantine.orderedBy(view, quarantine);
    Set<URI> present = new HashSet<>();
    context.tables().find(planned.dataset().quarantine()).stream()
        .flatMap(table -> table.files().stream())
        .map(DataFile::location)
        .forEach(present::add);
    return ordered.equals(present);
  }
}
