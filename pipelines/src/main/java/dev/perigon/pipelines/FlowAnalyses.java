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
import dev.perigon.sql.type.WiderType;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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

  /**
   * The table with the columns that {@code flow} has because its sources have new ones, and with
   * the types that its columns have because those of its sources are wider now.
   */
  Schema grown(Schema table, Flow flow, AnalyzedQuery output) {
    Cursor cursor = place(flow).cursor();
    List<Column> added = new ArrayList<>();
    List<Column> wider = new ArrayList<>();
    for (int c = 0; c < output.schema().columns().size(); c++) {
      Column column = output.schema().columns().get(c);
      List<ColumnReference> inputs = output.columnInputs().get(c);
      Optional<Column> known = table.find(column.name());
      if (known.isEmpty() && !isDeclared() && isNew(output, inputs, cursor)) {
        added.add(column);
      } else if (known.isPresent()
          && WiderType.allows(known.get().type(), column.type())
          && isWider(output, inputs, cursor)) {
        if (isDeclared()) {
          throw SchemaErrors.widened(dataset.name().table(), known.get(), column, dataset.origin());
        }
        wider.add(column);
      }
    }
    return with(widened(table, wider), added);
  }

  /** {@code table} with the types of those of {@code columns} that it has. */
  static Schema widened(Schema table, List<Column> columns) {
    Schema types = new Schema(columns);
    return columns.isEmpty()
        ? table
        : new Schema(
            table.columns().stream()
                .map(
                    c ->
                        types
                            .find(c.name())
                            .filter(to -> WiderType.allows(c.type(), to.type()))
                            .map(to -> new Column(c.name(), to.type(), c.nullable(), c.comment()))
                            .orElse(c))
                .toList());
  }

  /** Whether one of {@code inputs} had a narrower type when the flow last read its source. */
  private static boolean isWider(AnalyzedQuery query, List<ColumnReference> inputs, Cursor cursor) {
    return inputs.stream()
        .anyMatch(
            input -> {
              AnalyzedQuery.Input source = query.inputs().get(input.input());
              Optional<Column> now = source.schema().find(input.column());
              return source.relation().streaming()
                  && cursor
                      .schema(source(source.relation()))
                      .flatMap(known -> known.find(input.column()))
                      .flatMap(old -> now.map(n -> WiderType.allows(old.type(), n.type())))
                      .orElse(false);
            });
  }

  boolean isDeclared() {
    return dataset.definition().map(d -> !d.columns().isEmpty()).orElse(false);
  }

  /** {@code table} with those of {@code more} that it has not got, as columns that may be null. */
  static Schema with(Schema table, List<Column> more) {
    List<Column> columns = new ArrayList<>(table.columns());
    for (Column column : more) {
      if (columns.stream().noneMatch(k -> k.name().equalsIgnoreCase(column.name()))) {
        columns.add(OutputFit.nullable(new Schema(List.of(column))).columns().get(0));
      }
    }
    return columns.size() == table.columns().size() ? table : new Schema(columns);
  }

  /**
   * Columns of the table that are null in the rows of {@code flow} because it never had them: other
   * flows have. A column that it once had must not be lost by a slip.
   */
  Predicate<Column> mayLack(Flow flow) {
    Cursor cursor = place(flow).cursor();
    Optional<Schema> had =
        cursor.schema(Cursor.OUTPUT).or(() -> cursor.isStart() ? none() : written());
    return column ->
        column.nullable() && had.map(h -> h.find(column.name()).isEmpty()).orElse(false);
  }

  /** What a flow had that begins. */
  private Optional<Schema> none() {
    return dataset.flows().size() > 1 ? Optional.of(new Schema(List.of())) : Optional.empty();
  }

  /** What a flow had that went on while nobody took notes: it filled every column. */
  private Optional<Schema> written() {
    return goesOn.map(Snapshot::schema).filter(schema -> dataset.flows().size() > 1);
  }

  /** What to remember of the columns that {@code flow} has. */
  Optional<Schema> output(Flow flow, Schema columns) {
    boolean noted =
        dataset.flows().size() > 1 || place(flow).cursor().schema(Cursor.OUTPUT).isPresent();
    return Optional.of(columns).filter(c -> noted);
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
    return relation instanceof Relation.Files files
        ? FlowSources.key(files)
        : "table:" + relation.label().toLowerCase(Locale.ROOT);
  }

  /** The quarantine as it is, with what {@code wanted} has more. */
  Schema quarantine(Schema wanted) {
    Optional<Snapshot> existing = goesOn.flatMap(table -> tables.find(dataset.quarantine()));
    if (existing.isEmpty()) {
      return wanted;
    }
    return with(widened(existing.get().schema(), wanted.columns()), wanted.columns());
  }
}
