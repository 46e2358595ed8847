package dev.perigon.pipelines;

import dev.perigon.lakehouse.Snapshot;
import dev.perigon.sql.TableName;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.AnalyzedQuery.ColumnReference;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.query.Resolver;
import dev.perigon.sql.statement.SqlText;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Analyses the flows of one dataset from where each of them is in its sources. */
final class FlowAnalyses {
  private final Analyses analyses;
  private final ProjectResolver resolver;
  private final Tables tables;
  private final Dataset dataset;
  private final URI target;
  private final Optional<Snapshot> goesOn;
  private final Map<String, FlowPlace> places = new HashMap<>();

  /**
   * @param target whose log has the flows' cursors
   * @param rebuild whether flows start from nothing
   */
  FlowAnalyses(
      Analyses analyses,
      ProjectResolver resolver,
      Tables tables,
      Dataset dataset,
      TableName target,
      boolean rebuild) {
    this.analyses = analyses;
    this.resolver = resolver;
    this.tables = tables;
    this.dataset = dataset;
    this.target = tables.warehouse().table(target).location();
    this.goesOn = rebuild ? Optional.empty() : tables.find(target);
  }

  AnalyzedQuery analyze(Flow flow, SqlText text) {
    return analyses.analyze(text, resolver(flow));
  }

  Resolver resolver(Flow flow) {
    return resolver.of(place(flow));
  }

  private FlowPlace place(Flow flow) {
    return places.computeIfAbsent(
        flow.name(),
        name ->
            new FlowPlace(
                target,
                name,
                goesOn.map(table -> Cursor.of(table.cursors(), name)).orElse(Cursor.START)));
  }

  /** The table with the columns that flows have because their sources have new ones. */
  Schema grown(Schema table, List<AnalyzedQuery> outputs) {
    List<Column> columns = new ArrayList<>(table.columns());
    boolean declared = dataset.definition().map(d -> !d.columns().isEmpty()).orElse(false);
    for (int i = 0; i < outputs.size() && !declared; i++) {
      AnalyzedQuery output = outputs.get(i);
      Cursor cursor = place(dataset.flows().get(i)).cursor();
      for (int c = 0; c < output.schema().columns().size(); c++) {
        Column column = output.schema().columns().get(c);
        boolean isKnown = columns.stream().anyMatch(k -> k.name().equalsIgnoreCase(column.name()));
        if (!isKnown && isNew(output, output.columnInputs().get(c), cursor)) {
          columns.add(OutputFit.nullable(new Schema(List.of(column))).columns().get(0));
        }
      }
    }
    return columns.size() == table.columns().size() ? table : new Schema(columns);
  }

  /** Whether one of {@code inputs} was not there when the flow last read its source. */
  private static boolean isNew(AnalyzedQuery query, List<ColumnReference> inputs, Cursor cursor) {
    return inputs.stream()
        .anyMatch(
            input -> {
              Relation relation = query.inputs().get(input.input()).relation();
              return relation.streaming()
                  && cursor
                      .schema(source(relation))
                      .map(known -> known.find(input.column()).isEmpty())
                      .orElseGet(() -> tells(relation));
            });
  }

  /** Whether files that were never read tell their columns: a table made before them had none. */
  private static boolean tells(Relation relation) {
    return relation instanceof Relation.Files files && !files.options().containsKey("schema");
  }

  private static String source(Relation relation) {
    return relation instanceof Relation.Table table
        ? "table:" + table.name().toString().toLowerCase(Locale.ROOT)
        : FlowSources.key((Relation.Files) relation);
  }

  /** The quarantine as it is, with what {@code wanted} has more. */
  Schema quarantine(Schema wanted) {
    Optional<Snapshot> existing = goesOn.flatMap(table -> tables.find(dataset.quarantine()));
    if (existing.isEmpty()) {
      return wanted;
    }
    List<Column> columns = new ArrayList<>(existing.get().schema().columns());
    wanted.columns().stream()
        .filter(column -> existing.get().schema().find(column.name()).isEmpty())
        .forEach(columns::add);
    return new Schema(columns);
  }
}
