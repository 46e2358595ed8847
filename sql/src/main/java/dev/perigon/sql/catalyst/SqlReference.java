package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Writes {@code docs/reference/sql.md} from the entries. */
final class SqlReference {
  private static final String HEAD =
      """
      # SQL reference

      Queries are Spark SQL 4.0 in ANSI mode: parsed and analysed by Spark's Catalyst, so that names, types,
      implicit casts and errors are Spark's on every engine. This page lists what the embedded engine
      (DuckDB) runs; `--engine spark` runs the rest. Every line was tested against Spark's own answers.

      This page is generated from the code. Regenerate it with
      `mvn -pl sql test -Dtest=TestSqlReference -Dregenerate`.

      ## Queries

      """;

  private static final List<String> OPERATORS =
      List.of(
          "`SELECT` with expressions, `*`, `* EXCEPT (…)`, `DISTINCT`, lateral column aliases",
          "`WHERE`, `GROUP BY` (also `ALL`, positions and aliases), `HAVING`, `ORDER BY`, `LIMIT`, `OFFSET`",
          "`GROUPING SETS`, `ROLLUP`, `CUBE`, `grouping()`, `grouping_id()`; aggregates with `FILTER` and `DISTINCT`",
          "joins: inner, left, right, full, cross, semi, anti, natural, `USING`, null-safe `<=>`, `LATERAL`",
          "`UNION`, `INTERSECT`, `EXCEPT` (and `MINUS`), each also with `ALL`; `UNION BY NAME` by position after analysis",
          "subqueries: scalar, `EXISTS`, `IN`, correlated, in any clause; `WITH`",
          "window functions with `ROWS` and `RANGE` frames, named windows",
          "`explode`, `posexplode`, `inline`, `stack`, their `_outer` forms, `LATERAL VIEW [OUTER]`",
          "`VALUES`, `range(…)`, `PIVOT`, `UNPIVOT`, pipe syntax (`|>`), `TABLESAMPLE` by percent and rows",
          "time travel: `VERSION AS OF n`, `TIMESTAMP AS OF '…'`; parameters `:name`",
          "`read_files('path', format => …)`; `STREAM(table)` and `STREAM table`");

  private static final List<String> MISSING =
      List.of(
          "Functions that this page does not list: user-defined functions, `rand` and others whose result differs"
              + " from run to run, sketches, VARIANT, XML, AVRO and protobuf functions",
          "Operators: `WITH RECURSIVE`, `TRANSFORM`, `DISTRIBUTE BY`, `CLUSTER BY`, `SORT BY`, `QUALIFY`,"
              + " sampling with replacement, `json_tuple` and other generators than those above",
          "Types: VARIANT, collated strings, CALENDAR INTERVAL columns; structs without fields or with two fields"
              + " whose names differ only in case",
          "`TABLESAMPLE (n PERCENT)` and `(n ROWS)` take other rows than Spark does",
          "Statements other than queries, such as INSERT, in place of a query");

  private SqlReference() {}

  static String text() {
    StringBuilder text = new StringBuilder(HEAD);
    OPERATORS.forEach(line -> text.append("- ").append(line).append('\n'));
    text.append("\n## Functions and operators\n\n%d names.\n".formatted(names().size()));
    EntryGroups.all().forEach(group -> append(group, text));
    text.append("\n## What is not supported\n\n")
        .append(
            "These fail with their name, place and remedy; they never give another answer.\n\n");
    MISSING.forEach(line -> text.append("- ").append(line).append('\n'));
    return text.toString();
  }

  /** All function and operator names that users may write. */
  static Set<String> names() {
    return EntryGroups.all().stream()
        .flatMap(group -> group.entries().stream())
        .flatMap(entry -> entry.functions().stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static void append(EntryGroup group, StringBuilder text) {
    Set<String> names = new TreeSet<>();
    Set<String> notes = new TreeSet<>();
    for (Entry<?> entry : group.entries()) {
      entry.functions().forEach(name -> names.add(code(name)));
      if (!entry.note().isEmpty()) {
        notes.add(
            entry.functions().stream().map(SqlReference::code).collect(Collectors.joining(", "))
                + ": "
                + entry.note());
      }
    }
    if (names.isEmpty()) {
      return;
    }
    text.append("\n### ").append(group.title()).append("\n\n");
    text.append(String.join(" · ", names)).append('\n');
    if (!notes.isEmpty()) {
      text.append('\n');
      notes.forEach(note -> text.append("- ").append(note).append('\n'));
    }
  }

  private static String code(String name) {
    return "`" + name.replace("|", "\\|") + "`";
  }
}
