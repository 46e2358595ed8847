package dev.perigon.pipelines;

import dev.perigon.lakehouse.Snapshot;
import dev.perigon.pipelines.PlannedDataset.PlannedFlow;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import dev.perigon.sql.type.WiderType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Analyses targets of AUTO CDC: see {@link ChangeLog}. */
final class ChangePlanner {
  /** Properties of the log: what its changes go by, and whether one may remove every row. */
  private static final String KEYS = "perigon.keys";

  private static final String TRUNCATES = "perigon.truncates";

  private static final List<Scalar> WHOLE =
      List.of(Scalar.BYTE, Scalar.SHORT, Scalar.INTEGER, Scalar.LONG);

  private final Analyses analyses;
  private final ProjectResolver resolver;
  private final Tables tables;
  private final StreamRules streams;
  private final Consumer<AnalyzedQuery> runnable;

  ChangePlanner(
      Analyses analyses,
      ProjectResolver resolver,
      Tables tables,
      StreamRules streams,
      Consumer<AnalyzedQuery> runnable) {
    this.analyses = analyses;
    this.resolver = resolver;
    this.tables = tables;
    this.streams = streams;
    this.runnable = runnable;
  }

  /**
   * @param existing the table whose columns stay; empty when there is none or it is rebuilt
   */
  PlannedDataset plan(Dataset dataset, Optional<Snapshot> existing, boolean rebuild) {
    ChangeTarget agreed = ChangeTarget.of(dataset);
    Optional<Snapshot> log = rebuild ? Optional.empty() : tables.find(dataset.changeLog());
    if (existing.isPresent() && log.isEmpty()) {
      throw ChangeErrors.logGone(dataset);
    }
    log.ifPresent(table -> checkKeys(dataset, agreed, table));
    FlowAnalyses analysed =
        new FlowAnalyses(analyses, resolver, tables, dataset, dataset.changeLog(), rebuild);
    List<ChangeSource> sources =
        dataset.flows().stream().map(f -> source(dataset, f, analysed)).toList();
    Schema present = rows(dataset, agreed, sources, existing);
    Schema changes =
        log.map(Snapshot::schema)
            .map(kept -> grown(kept, sources, analysed))
            .map(kept -> FlowAnalyses.widened(kept, OutputFit.nullable(present).columns()))
            .orElseGet(
                () ->
                    ChangeLog.schema(ChangeLog.withoutHistory(present), sources.get(0).sequence()));
    Schema kept = existing.flatMap(table -> log).map(Snapshot::schema).orElse(changes);
    checkColumns(dataset, ChangeLog.withoutHistory(present), kept);
    Schema rows = analysed.isDeclared() ? present : ChangeLog.withDataOf(present, changes);
    Schema data = ChangeLog.withoutHistory(rows);
    sources.forEach(source -> checkTypes(dataset, agreed, source, changes));
    boolean truncated = log.map(table -> table.properties().containsKey(TRUNCATES)).orElse(false);
    ChangeTarget target = agreed.settled(names(agreed.keys(), rows), truncated);
    checkNulls(dataset, target, data);
    resolver.plan(dataset.name(), rows);
    if (dataset.hasQuarantine()) {
      resolver.plan(dataset.quarantine(), analysed.quarantine(Rules.quarantine(changes)));
    }
    PlannedDataset filled = log(dataset, target, rows, changes, sources, log, rebuild, analysed);
    resolver.plan(dataset.changeLog(), changes); // from here on: a dump is compared with what is
    List<String> tracked = tracked(dataset, target, data);
    ChangeQueries queries = new ChangeQueries(dataset.name(), target, rows, changes, tracked);
    runnable.accept(analyses.analyze(queries.widest(), queries));
    return new PlannedDataset(
        dataset,
        PlannedTable.of(dataset),
        rows,
        filled.flows(),
        filled.rules(),
        rebuild,
        Optional.empty(),
        Optional.of(new PlannedChanges(filled, queries)));
  }

  private static void checkKeys(Dataset dataset, ChangeTarget target, Snapshot log) {
    List<String> before = Arrays.asList(log.properties().getOrDefault(KEYS, "").split(","));
    if (!lower(before).equals(lower(target.keys()))) {
      throw ChangeErrors.keysChanged(dataset, before, target.keys());
    }
  }

  private static TreeSet<String> lower(List<String> names) {
    TreeSet<String> lower = new TreeSet<>();
    names.forEach(name -> lower.add(name.toLowerCase(Locale.ROOT)));
    return lower;
  }

  private ChangeSource source(Dataset dataset, Flow flow, FlowAnalyses analysed) {
    AnalyzedQuery all = analysed.analyze(flow, flow.query());
    streams.check(dataset, flow, all);
    return ChangeSource.of(flow, all, analyses, analysed.resolver(flow));
  }

  /** The changes kept so far with the columns that sources have gained. */
  private static Schema grown(Schema kept, List<ChangeSource> sources, FlowAnalyses analysed) {
    Schema changes = kept;
    for (ChangeSource source : sources) {
      changes = source.grown(changes, analysed);
    }
    return changes;
  }

  private Schema rows(
      Dataset dataset,
      ChangeTarget target,
      List<ChangeSource> sources,
      Optional<Snapshot> existing) {
    TableSchema shape = new TableSchema(dataset, analyses);
    if (existing.isPresent()) {
      Schema rows = shape.existing(existing.get().schema());
      if (target.keepsHistory() != rows.find(ChangeLog.END_AT).isPresent()) {
        throw ChangeErrors.historyChanged(dataset, target.scdType());
      }
      return rows;
    }
    Schema data = TableSchema.ofAll(sources.stream().map(ChangeSource::data).toList());
    if (!target.keepsHistory()) {
      return shape.fresh(data);
    }
    SqlType sequence = sources.get(0).sequence();
    Schema query = ChangeLog.withHistory(data, sequence);
    Schema rows = ChangeLog.withHistory(shape.fresh(query), sequence);
    for (String name : List.of(ChangeLog.START_AT, ChangeLog.END_AT)) {
      SqlType declared = rows.find(name).orElseThrow().type();
      if (!OutputFit.nullable(declared).equals(sequence)) {
        throw ChangeErrors.historyColumnType(dataset, name, declared, sequence);
      }
    }
    return rows;
  }

  /** A full refresh that died in between has changed the one and not the other. */
  private static void checkColumns(Dataset dataset, Schema data, Schema changes) {
    for (Column column : data.columns()) {
      boolean same =
          changes
              .find(column.name())
              .map(kept -> fits(OutputFit.nullable(column.type()), kept.type()))
              .orElse(false);
      if (!same) {
        throw ChangeErrors.otherColumns(dataset, column.name());
      }
    }
  }

  /** The changes get wider types before the target does. */
  private static boolean fits(SqlType target, SqlType kept) {
    return kept.equals(target)
        || WiderType.allows(target, kept)
        || WiderType.allows(kept, target); // restored to when only the target was wider
  }

  /** Keys and order mean the same in every flow and every run. */
  private static void checkTypes(
      Dataset dataset, ChangeTarget target, ChangeSource source, Schema changes) {
    for (String key : target.keys()) {
      SqlType found = OutputFit.nullable(source.data().find(key).orElseThrow().type());
      SqlType kept =
          changes
              .find(key)
              .orElseThrow(
                  () -> ChangeErrors.unknownColumn(source.flow(), "KEYS", key, changes.names()))
              .type();
      boolean wider =
          WHOLE.contains(found)
              && WHOLE.contains(kept)
              && WHOLE.indexOf(found) < WHOLE.indexOf(kept);
      if (!found.equals(kept) && !wider) {
        throw ChangeErrors.keyType(dataset, source.flow(), key, found, kept);
      }
    }
    SqlType kept = changes.find(ChangeLog.SEQUENCE).orElseThrow().type();
    if (!source.sequence().equals(kept)) {
      throw ChangeErrors.sequenceType(
          dataset,
          source.flow(),
          source.sequence(),
          kept,
          source
              .flow()
              .changes()
              .orElseThrow()
              .sequenceBy()
              .map(SqlText::origin)
              .orElse(source.flow().origin()));
    }
  }

  private static List<String> names(List<String> written, Schema rows) {
    return written.stream().map(name -> rows.find(name).orElseThrow().name()).toList();
  }

  private static void checkNulls(Dataset dataset, ChangeTarget target, Schema data) {
    for (Column column : data.columns()) {
      if (target.ignoreNullUpdates() && !column.nullable() && !target.isKey(column.name())) {
        throw ChangeErrors.notNullIgnored(dataset, column.name());
      }
    }
  }

  private static List<String> tracked(Dataset dataset, ChangeTarget target, Schema data) {
    Flow flow = dataset.flows().get(0);
    return ChangeSource.selected(flow, "TRACK HISTORY ON", data, target.history()).names().stream()
        .filter(name -> !target.isKey(name))
        .toList();
  }

  private PlannedDataset log(
      Dataset dataset,
      ChangeTarget target,
      Schema rows,
      Schema changes,
      List<ChangeSource> sources,
      Optional<Snapshot> log,
      boolean rebuild,
      FlowAnalyses analysed) {
    Map<String, String> properties = new TreeMap<>();
    properties.put(TableKind.PROPERTY, TableKind.CHANGES);
    properties.put(KEYS, String.join(",", target.keys()));
    if (target.truncates()) {
      properties.put(TRUNCATES, "true");
    }
    List<PlannedFlow> flows = new ArrayList<>();
    for (ChangeSource source : sources) {
      flows.add(
          source.flow().fromSnapshot()
              ? dump(dataset, target, source, rows, changes, log)
              : new PlannedFlow(
                  source.flow(),
                  fitted(dataset, source, changes, analysed),
                  analysed.output(source.flow(), source.data()),
                  Optional.empty()));
    }
    return new PlannedDataset(
        dataset,
        PlannedTable.ofChanges(dataset, properties),
        changes,
        flows,
        Rules.of(dataset, changes, analyses, runnable),
        rebuild,
        Optional.of(ArrivalCheck.of(dataset, target, rows, changes)),
        Optional.empty());
  }

  /** Compared with the rows that the changes kept so far come to, if there are any. */
  private PlannedFlow dump(
      Dataset dataset,
      ChangeTarget target,
      ChangeSource source,
      Schema rows,
      Schema changes,
      Optional<Snapshot> log) {
    Schema data = OutputFit.nullable(ChangeLog.withoutHistory(rows));
    Schema kept = log.map(Snapshot::schema).orElse(data);
    DumpQueries queries =
        new DumpQueries(source.flow(), dataset.changeLog(), target.keys(), source.data(), kept);
    OutputFit fit = new OutputFit(dataset.name().table(), source.flow().origin());
    SqlText all = queries.rows();
    SqlText fitted = fit.fitted(all, source.data(), data).orElse(all);
    DumpQueries typed =
        new DumpQueries(source.flow(), dataset.changeLog(), target.keys(), data, kept);
    SqlText text = log.isPresent() ? typed.differences(fitted) : typed.first(fitted);
    SqlText ordered = fit.fitted(text, runnable(text).schema(), changes).orElse(text);
    return new PlannedFlow(
        source.flow(),
        runnable(ordered),
        Optional.empty(),
        Optional.of(runnable(queries.doubled())));
  }

  private AnalyzedQuery runnable(SqlText text) {
    AnalyzedQuery query = analyses.analyze(text, resolver);
    runnable.accept(query);
    return query;
  }

  private AnalyzedQuery fitted(
      Dataset dataset, ChangeSource source, Schema changes, FlowAnalyses analysed) {
    SqlText text = source.changes();
    AnalyzedQuery query = analysed.analyze(source.flow(), text);
    OutputFit fit = new OutputFit(dataset.name().table(), source.flow().origin());
    Optional<SqlText> fitted =
        fit.fitted(
            text,
            query.schema(),
            changes,
            analysed
                .mayLack(source.flow())
                .and(column -> source.all().schema().find(column.name()).isEmpty()));
    AnalyzedQuery result = analysed.analyze(source.flow(), fitted.orElse(text));
    runnable.accept(result);
    return result;
  }
}
