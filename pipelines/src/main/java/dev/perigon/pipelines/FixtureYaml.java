package dev.perigon.pipelines;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.perigon.pipelines.UpdateResult.ExpectationResult;
import dev.perigon.sql.type.Column;
import dev.perigon.sql.type.Schema;
import dev.perigon.sql.type.SqlType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes a test as YAML that reads back as the same. */
final class FixtureYaml {
  private static final int WIDTH = 110;
  private static final String PLAIN = "[A-Za-z0-9]([A-Za-z0-9 _@.+()/-]*[A-Za-z0-9)])?";

  private final StringBuilder yaml = new StringBuilder();

  /** The beginning of a file with one test. */
  FixtureYaml(String dataset, Instant asOf, String name) {
    yaml.append("dataset: ").append(text(dataset)).append('\n');
    yaml.append("as-of: ").append(asOf).append("\n\ntests:\n");
    yaml.append("  - name: ").append(text(name)).append("\n    given:\n");
  }

  /** Columns without any value are left out. */
  void given(String input, RowSet rows) {
    List<Integer> columns =
        IntStream.range(0, rows.schema().columns().size())
            .filter(i -> rows.rows().stream().anyMatch(row -> row.get(i) != null))
            .boxed()
            .toList();
    yaml.append("      - input: ").append(text(input)).append('\n');
    rows("        ", rows, columns);
  }

  void expect(FixtureRun.Outcome outcome, boolean hasQuarantine) {
    yaml.append("    expect:\n");
    outcome
        .stopped()
        .ifPresent(rule -> yaml.append("      fails: ").append(text(rule.name())).append('\n'));
    if (outcome.stopped().isEmpty()) {
      rows("      ", outcome.kept(), all(outcome.kept().schema()));
    }
    if (!outcome.counts().isEmpty()) {
      yaml.append("      expectations:\n");
      outcome.counts().forEach(this::count);
    }
    if (outcome.stopped().isEmpty() && hasQuarantine) {
      yaml.append("      quarantine:\n");
      rows("        ", outcome.held(), all(outcome.held().schema()));
    }
  }

  private void count(ExpectationResult count) {
    yaml.append(
        "        %s: {evaluated: %d, passed: %d, failed: %d}\n"
            .formatted(text(count.name()), count.evaluated(), count.passed(), count.failed()));
  }

  private static List<Integer> all(Schema schema) {
    return IntStream.range(0, schema.columns().size()).boxed().toList();
  }

  private void rows(String indent, RowSet rows, List<Integer> columns) {
    if (rows.rows().isEmpty()) {
      yaml.append(indent).append("rows: []\n");
      return;
    }
    yaml.append(indent).append("rows:\n");
    for (List<Object> row : rows.rows()) {
      List<String> cells = new ArrayList<>();
      for (int i : columns) {
        Column column = rows.schema().columns().get(i);
        cells.add(text(column.name()) + ": " + value(row.get(i), column.type()));
      }
      String line = "{" + String.join(", ", cells) + "}";
      boolean fits = line.length() <= WIDTH || cells.isEmpty();
      String separator = "\n" + indent + "    ";
      yaml.append(indent).append("  - ").append(fits ? line : String.join(separator, cells));
      yaml.append('\n');
    }
  }

  private static String value(Object value, SqlType type) {
    if (value == null) {
      return "null";
    }
    if (type instanceof SqlType.Array array) {
      return ((List<?>) value)
          .stream()
              .map(item -> value(item, array.element()))
              .collect(Collectors.joining(", ", "[", "]"));
    }
    if (type instanceof SqlType.MapOf map) {
      return ((Map<?, ?>) value)
          .entrySet().stream()
              .map(e -> value(e.getKey(), map.key()) + ": " + value(e.getValue(), map.value()))
              .collect(Collectors.joining(", ", "{", "}"));
    }
    if (type instanceof SqlType.Struct struct) {
      List<Column> fields = struct.fields().columns();
      return IntStream.range(0, fields.size())
          .mapToObj(
              i ->
                  text(fields.get(i).name())
                      + ": "
                      + value(((List<?>) value).get(i), fields.get(i).type()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return scalar(value);
  }

  private static String scalar(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.toPlainString();
    }
    if (value instanceof byte[] bytes) {
      return "!!binary \"%s\"".formatted(Base64.getEncoder().encodeToString(bytes));
    }
    return value instanceof String text ? text(text) : value.toString();
  }

  /** Plain where that cannot be misread. */
  private static String text(String text) {
    if (text.matches(PLAIN) && !text.equals("null")) {
      return text;
    }
    return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
  }

  @Override
  public String toString() {
    return yaml.toString();
  }
}
