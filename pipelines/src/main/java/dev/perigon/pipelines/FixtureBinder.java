package dev.perigon.pipelines;

import dev.perigon.pipelines.Fixture.Given;
import dev.perigon.pipelines.Fixture.Row;
import dev.perigon.pipelines.Fixture.Rule;
import dev.perigon.pipelines.Fixture.Table;
import dev.perigon.pipelines.FixtureValues.Bytes;
import dev.perigon.sql.Namespace;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.query.AnalyzedQuery;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gives the rows of a test their types; complains about what its dataset has not got. */
final class FixtureBinder {
  private final Fixture fixture;
  private final PlannedDataset planned;
  private final FixturePlans plans;
  private final Namespace defaults;
  private final FixtureValues values;
  private final FixtureValues records;
  private final Complaints complaints;

  FixtureBinder(
      Fixture fixture,
      PlannedDataset planned,
      FixturePlans plans,
      Project project,
      Complaints complaints) {
    this.fixture = fixture;
    this.planned = planned;
    this.plans = plans;
    this.defaults = project.namespace();
    this.values = new FixtureValues(project.timeZone(), Bytes.BASE64);
    this.records = new FixtureValues(project.timeZone(), Bytes.TEXT);
    this.complaints = complaints;
  }

  /** Complaints are gathered: what is bound may then not be run. */
  BoundFixture bind() {
    Map<TableName, Schema> views = plans.views(planned.dataset());
    List<AnalyzedQuery> queries = plans.queries(planned, givenViews(views));
    checkInputs(queries, views);
    List<List<RowSet>> given = new ArrayList<>();
    for (AnalyzedQuery query : queries) {
      given.add(query.inputs().stream().map(this::given).toList());
    }
    checkRules();
    return new BoundFixture(
        fixture.test(),
        fixture.asOf(),
        planned,
        plans.analyses(),
        queries,
        given,
        fixture.expected().rows().map(rows -> expected(rows, planned.schema())),
        fixture.expected().counts(),
        fixture.expected().quarantine().map(this::quarantine),
        fixture.expected().fails());
  }

  private Map<TableName, Schema> givenViews(Map<TableName, Schema> views) {
    Map<TableName, Schema> given = new HashMap<>(views);
    given
        .keySet()
        .removeIf(
            view ->
                fixture.given().stream()
                    .noneMatch(g -> FixtureInput.names(g.input(), view, defaults)));
    return given;
  }

  private void checkInputs(List<AnalyzedQuery> queries, Map<TableName, Schema> views) {
    List<Relation> read =
        queries.stream()
            .flatMap(q -> q.inputs().stream())
            .map(AnalyzedQuery.Input::relation)
            .toList();
    List<Given> before = new ArrayList<>();
    for (Given given : fixture.given()) {
      if (read.stream().noneMatch(r -> FixtureInput.names(given.input(), r, defaults))) {
        Collection<String> inputs = plans.inputs(queries, views.keySet());
        complaints.add(
            FixtureErrors.unknownInput(
                given.input(), fixture.test().dataset(), inputs, given.origin()));
      }
      if (before.stream().anyMatch(other -> other.input().equalsIgnoreCase(given.input()))) {
        complaints.add(FixtureErrors.inputTwice(given.input(), given.origin()));
      }
      before.add(given);
    }
  }

  /** What is not given has no rows. */
  private RowSet given(AnalyzedQuery.Input input) {
    return fixture.given().stream()
        .filter(given -> FixtureInput.names(given.input(), input.relation(), defaults))
        .findFirst()
        .map(given -> typed(given, input))
        .orElseGet(() -> new RowSet(input.schema(), List.of()));
  }

  private RowSet typed(Given given, AnalyzedQuery.Input input) {
    return input.relation() instanceof Relation.Topics topics
        ? FixtureRecords.completed(
            typed(given.rows(), input.schema(), records), topics, fixture.asOf())
        : typed(given.rows(), input.schema(), values);
  }

  /** Columns that a row does not name are null. */
  private RowSet typed(Table table, Schema schema, FixtureValues reader) {
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : table.rows()) {
      Object[] cells = new Object[schema.columns().size()];
      row.cells()
          .forEach(
              (name, node) ->
                  complaints
                      .collect(() -> column(name, schema, node.origin()))
                      .ifPresent(
                          column ->
                              cells[schema.columns().indexOf(column)] =
                                  cell(node, column, reader)));
      rows.add(Collections.unmodifiableList(Arrays.asList(cells)));
    }
    return new RowSet(schema, rows);
  }

  private Object cell(YamlNode node, Column column, FixtureValues reader) {
    return complaints
        .collect(() -> Optional.ofNullable(reader.value(node, column.name(), column.type())))
        .flatMap(value -> value)
        .orElse(null);
  }

  private static Column column(String name, Schema schema, Origin origin) {
    return schema
        .find(name)
        .orElseThrow(() -> FixtureErrors.unknownColumn(name, schema.names(), origin));
  }

  /** Only the columns that the rows name, which must be the same in all of them. */
  private RowSet expected(Table table, Schema schema) {
    if (table.rows().isEmpty()) {
      return new RowSet(schema, List.of());
    }
    Row first = table.rows().get(0);
    List<Column> named =
        first.cells().keySet().stream().flatMap(name -> schema.find(name).stream()).toList();
    for (Row row : table.rows()) {
      checkColumns(row, first);
    }
    return typed(table, schema, values).select(new Schema(named));
  }

  private void checkColumns(Row row, Row first) {
    for (String name : row.cells().keySet()) {
      if (first.cells().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
        complaints.add(FixtureErrors.otherColumns(name, true, row.origin()));
      }
    }
    for (String name : first.cells().keySet()) {
      if (row.cells().keySet().stream().noneMatch(name::equalsIgnoreCase)) {
        complaints.add(FixtureErrors.otherColumns(name, false, row.origin()));
      }
    }
  }

  private RowSet quarantine(Table table) {
    if (!planned.dataset().hasQuarantine()) {
      complaints.add(FixtureErrors.noQuarantine(fixture.test().dataset(), table.origin()));
    }
    return expected(table, Rules.quarantine(planned.filled().staged()));
  }

  private void checkRules() {
    List<String> rules =
        planned
            .rules()
            .map(r -> r.queries().rules().stream().map(dev.perigon.pipelines.Rule::name).toList())
            .orElse(List.of());
    List<Rule> named = new ArrayList<>();
    fixture
        .expected()
        .counts()
        .forEach((name, counts) -> named.add(new Rule(name, counts.origin())));
    fixture.expected().fails().ifPresent(named::add);
    for (Rule rule : named) {
      if (rules.stream().noneMatch(rule.name()::equalsIgnoreCase)) {
        complaints.add(
            FixtureErrors.unknownRule(rule.name(), fixture.test().dataset(), rules, rule.origin()));
      }
    }
  }
}
