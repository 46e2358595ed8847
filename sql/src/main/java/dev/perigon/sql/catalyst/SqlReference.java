package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.TableFunctionRegistry;

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
          "`explode`, `posexplode`, `inline`, `stack`, `json_tuple`, the `_outer` forms, `LATERAL VIEW [OUTER]`",
          "windows of time: `window`, `session_window`, `window_time`",
          "`VALUES`, `range(…)`, `PIVOT`, `UNPIVOT`, pipe syntax (`|>`); `TABLESAMPLE` by percent and"
              + " rows, by chance: each engine takes other rows",
          "time travel: `VERSION AS OF n`, `TIMESTAMP AS OF '…'`; parameters `:name`",
          "`read_files('path', format => …)` with the column `_metadata`; `STREAM(table)` and `STREAM table`;"
              + " `table_changes('table', first [, last])`; options: `table WITH (key = value)`");

  private static final List<String> MISSING =
      List.of(
          "User-defined functions; `rand` and `randn` with a seed",
          "`session_window` whose gap is no constant or has months; `percentile_disc` with a frequency;"
              + " `listagg` of BINARY; strings made of bytes that are not UTF-8",
          "`LIKE` with a character above U+FFFF on both sides of one `%`, or in `LIKE ALL` and `LIKE ANY`",
          "Operators: `WITH RECURSIVE` (which Spark 4.0 itself does not run), `TRANSFORM`, `DISTRIBUTE BY`,"
              + " `CLUSTER BY`, `SORT BY`, `QUALIFY`, sampling with replacement",
          "Types: VARIANT, collated strings, CALENDAR INTERVAL columns; structs without fields or with two fields"
              + " whose names differ only in case",
          "Statements other than queries, such as INSERT, in place of a query");

  private static final String SIGNS =
      """

      ## The sign of zero

      -0.0 and 0.0 are equal, and one group. Both engines show that group as 0.0, but a constant in `GROUP BY`, and
      the keys of a relation that cannot have a second row, as they are. Spark also keeps -0.0 where its optimizer
      finds out, by rules that depend on where rows come from, that a key is a constant or that nothing needs to be
      grouped; the embedded engine shows 0.0. No number depends on it, but the sign of a zero in `DISTINCT`,
      `GROUP BY`, `UNION`, `INTERSECT` and `EXCEPT`.
      """;

  /** Operators that are words. */
  private static final Set<String> WORDS =
      Set.of(
          "and", "between", "case", "div", "ilike", "in", "like", "mod", "not", "or", "regexp",
          "rlike", "when");

  private SqlReference() {}

  static String text() {
    StringBuilder text = new StringBuilder(HEAD);
    OPERATORS.forEach(line -> text.append("- ").append(line).append('\n'));
    text.append(
        "\n## Functions and operators\n\n%d built-in functions, and operators.\n"
            .formatted(functions().size()));
    EntryGroups.all().forEach(group -> append(group, text));
    append("Generators and table functions", OtherFunctions.GENERATORS, text);
    append("Functions that stand for others", OtherFunctions.LOWERED, text);
    appendSparkOnly(text);
    text.append("\n## What is not supported\n\n")
        .append(
            "These fail with their name, place and remedy; they never give another answer.\n\n");
    MISSING.forEach(line -> text.append("- ").append(line).append('\n'));
    return text.append(SIGNS).toString();
  }

  /** All function and operator names that users may write. */
  static Set<String> names() {
    Set<String> names =
        EntryGroups.all().stream()
            .flatMap(group -> group.entries().stream())
            .flatMap(entry -> entry.functions().stream())
            .collect(Collectors.toCollection(TreeSet::new));
    names.addAll(OtherFunctions.LOWERED);
    names.addAll(OtherFunctions.GENERATORS);
    return names;
  }

  /** The names of Spark's built-in functions that DuckDB answers; operators are none. */
  static Set<String> functions() {
    Set<String> functions = builtIn();
    functions.retainAll(names());
    return functions;
  }

  /** The names of all built-in functions of Spark. */
  static Set<String> builtIn() {
    Set<String> names = new TreeSet<>();
    List.of(
            FunctionRegistry.builtin().listFunction(),
            TableFunctionRegistry.builtin().listFunction())
        .forEach(all -> Scala.list(all).forEach(name -> names.add(name.funcName())));
    names.removeIf(name -> !name.matches("[a-z][a-z0-9_]*") || WORDS.contains(name));
    return names;
  }

  private static void append(String title, List<String> names, StringBuilder text) {
    text.append("\n### ").append(title).append("\n\n");
    text.append(names.stream().map(SqlReference::code).collect(Collectors.joining(" · ")));
    text.append('\n');
  }

  private static void appendSparkOnly(StringBuilder text) {
    text.append("\n## Functions that run on Spark only\n\n")
        .append("On the embedded engine these fail; run them with `--engine spark`.\n\n");
    Map<String, List<String>> byReason = new TreeMap<>();
    OtherFunctions.SPARK_ONLY.forEach(
        (name, reason) -> byReason.computeIfAbsent(reason, r -> new ArrayList<>()).add(code(name)));
    byReason.forEach(
        (reason, names) ->
            text.append("- ")
                .append(String.join(", ", names))
                .append(": ")
                .append(reason)
                .append('\n'));
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
