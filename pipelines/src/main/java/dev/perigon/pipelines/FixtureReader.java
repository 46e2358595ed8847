package dev.perigon.pipelines;

import dev.perigon.pipelines.Fixture.Counts;
import dev.perigon.pipelines.Fixture.Expected;
import dev.perigon.pipelines.Fixture.Given;
import dev.perigon.pipelines.Fixture.Row;
import dev.perigon.pipelines.Fixture.Rule;
import dev.perigon.pipelines.Fixture.Table;
import dev.perigon.sql.TableName;
import dev.perigon.sql.error.Origin;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads one file of fixtures; what is wrong goes to the complaints, and such a test is left out.
 */
final class FixtureReader {
  /** The clock of a test that says nothing of it, so that no test depends on the day it runs. */
  static final LocalDate BY_DEFAULT = LocalDate.of(2025, 1, 1);

  private static final Set<String> FILE_KEYS = keys("dataset", "as-of", "parameters", "tests");
  private static final Set<String> TEST_KEYS =
      keys("name", "description", "dataset", "as-of", "parameters", "given", "expect");
  private static final Set<String> GIVEN_KEYS = keys("input", "rows", "csv");
  private static final Set<String> ROW_KEYS = keys("rows", "csv");
  private static final Set<String> EXPECT_KEYS =
      keys("rows", "csv", "expectations", "quarantine", "fails");
  private static final Set<String> COUNT_KEYS = keys("evaluated", "passed", "failed");

  private final Project project;
  private final Complaints complaints;
  private final FixtureValues values;

  FixtureReader(Project project, Complaints complaints) {
    this.project = project;
    this.complaints = complaints;
    this.values = new FixtureValues(project.timeZone(), FixtureValues.Bytes.BASE64);
  }

  private static Set<String> keys(String... keys) {
    return new TreeSet<>(Set.of(keys));
  }

  List<Fixture> read(String file, String text) {
    Optional<YamlNode> root = complaints.collect(() -> YamlNode.parse(file, text));
    if (root.isEmpty()) {
      return List.of();
    }
    Map<String, YamlNode> keys = root.get().entries(FILE_KEYS, complaints);
    if (!keys.containsKey("tests")) {
      complaints.add(FixtureErrors.noTests(root.get().origin()));
      return List.of();
    }
    List<Fixture> fixtures = new ArrayList<>();
    for (YamlNode item : keys.get("tests").items()) {
      complaints.collect(() -> fixture(item, keys)).ifPresent(fixtures::add);
    }
    return fixtures;
  }

  private Fixture fixture(YamlNode item, Map<String, YamlNode> ofFile) {
    Map<String, YamlNode> keys = new LinkedHashMap<>(item.entries(TEST_KEYS, complaints));
    YamlNode name = required(keys, "name", item.origin());
    if (!keys.containsKey("dataset") && ofFile.containsKey("dataset")) {
      keys.put("dataset", ofFile.get("dataset"));
    }
    YamlNode dataset = required(keys, "dataset", item.origin());
    List<String> parts = Arrays.asList(dataset.text().strip().split("\\.", -1));
    if (parts.size() > 3) {
      throw FixtureErrors.noDataset(dataset.text(), List.of(), dataset.origin());
    }
    return new Fixture(
        new PipelineTest(name.text(), dataset.text().strip(), item.origin()),
        TableName.of(parts, project.namespace()),
        asOf(keys.getOrDefault("as-of", ofFile.get("as-of"))),
        parameters(ofFile.get("parameters"), keys.get("parameters")),
        keys.containsKey("given") ? given(keys.get("given")) : List.of(),
        expected(required(keys, "expect", item.origin())));
  }

  private static YamlNode required(Map<String, YamlNode> keys, String key, Origin place) {
    if (!keys.containsKey(key)) {
      throw FixtureErrors.missingKey(key, place);
    }
    return keys.get(key);
  }

  private Instant asOf(YamlNode node) {
    return node == null
        ? BY_DEFAULT.atStartOfDay(project.timeZone()).toInstant()
        : values.instant(node, "'as-of'");
  }

  private Map<String, Object> parameters(YamlNode ofFile, YamlNode own) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    for (YamlNode node : Arrays.asList(ofFile, own)) {
      if (node != null) {
        node.entries(Set.of(), complaints)
            .forEach((name, value) -> parameter(name, value, parameters));
      }
    }
    return parameters;
  }

  private void parameter(String name, YamlNode value, Map<String, Object> into) {
    Object byDefault = project.parameters().get(name);
    if (byDefault == null) {
      complaints.add(
          FixtureErrors.unknownParameter(name, project.parameters().keySet(), value.origin()));
      return;
    }
    Object found = byDefault instanceof String ? value.text() : value.value();
    if (byDefault instanceof Boolean != found instanceof Boolean
        || byDefault instanceof Number != found instanceof Number) {
      complaints.add(FixtureErrors.parameterKind(name, byDefault, value.origin()));
      return;
    }
    into.put(name, found);
  }

  private List<Given> given(YamlNode node) {
    List<Given> given = new ArrayList<>();
    if (node.isNull()) {
      return given;
    }
    for (YamlNode item : node.items()) {
      Map<String, YamlNode> keys = item.entries(GIVEN_KEYS, complaints);
      YamlNode input = required(keys, "input", item.origin());
      given.add(
          new Given(
              FixtureInput.named(input.text()),
              input.origin(),
              table(keys).orElse(new Table(item.origin(), List.of()))));
    }
    return given;
  }

  private Expected expected(YamlNode node) {
    Map<String, YamlNode> keys = node.entries(EXPECT_KEYS, complaints);
    Optional<Table> rows = table(keys);
    Optional<Rule> fails =
        Optional.ofNullable(keys.get("fails")).map(rule -> new Rule(rule.text(), rule.origin()));
    if (keys.isEmpty()) {
      throw FixtureErrors.expectsNothing(node.origin());
    }
    if (fails.isPresent() && (rows.isPresent() || keys.containsKey("quarantine"))) {
      throw FixtureErrors.failsWithRows(fails.get().origin());
    }
    return new Expected(
        node.origin(),
        rows,
        keys.containsKey("expectations") ? counts(keys.get("expectations")) : Map.of(),
        Optional.ofNullable(keys.get("quarantine")).map(this::quarantine),
        fails);
  }

  private Table quarantine(YamlNode node) {
    Map<String, YamlNode> keys = node.entries(ROW_KEYS, complaints);
    return table(keys).orElseThrow(() -> FixtureErrors.missingKey("rows", node.origin()));
  }

  private Map<String, Counts> counts(YamlNode node) {
    Map<String, Counts> counts = new LinkedHashMap<>();
    node.entries(Set.of(), complaints)
        .forEach(
            (rule, value) -> {
              Map<String, YamlNode> keys = value.entries(COUNT_KEYS, complaints);
              counts.put(
                  rule,
                  new Counts(
                      value.origin(),
                      count(keys, "evaluated"),
                      count(keys, "passed"),
                      count(keys, "failed")));
            });
    return counts;
  }

  private static Optional<Long> count(Map<String, YamlNode> keys, String key) {
    YamlNode node = keys.get(key);
    if (node == null) {
      return Optional.empty();
    }
    if (node.value() instanceof Integer count && count >= 0) {
      return Optional.of((long) count);
    }
    throw ProjectErrors.yamlKind("'" + key + "'", "a number of rows", node.origin());
  }

  /** From {@code rows} or {@code csv}; empty when there is neither. */
  private Optional<Table> table(Map<String, YamlNode> keys) {
    YamlNode rows = keys.get("rows");
    YamlNode csv = keys.get("csv");
    if (rows != null && csv != null) {
      throw FixtureErrors.rowsAndCsv(csv.origin());
    }
    if (csv != null) {
      return Optional.of(FixtureCsv.table(csv));
    }
    return Optional.ofNullable(rows).map(this::table);
  }

  private Table table(YamlNode node) {
    List<Row> rows = new ArrayList<>();
    if (!node.isNull()) {
      for (YamlNode item : node.items()) {
        rows.add(new Row(item.origin(), item.entries(Set.of(), complaints)));
      }
    }
    return new Table(node.origin(), rows);
  }
}
