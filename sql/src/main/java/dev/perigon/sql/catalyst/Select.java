package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One SELECT of DuckDB's, filled clause by clause in the order in which the clauses take effect.
 * Sort keys and filters name columns of what stands in FROM, never of the select list.
 */
final class Select {
  private final String from;
  private String with = "";
  private boolean distinct;
  private boolean makesRows;

  /** Expression by column name; null selects all columns of FROM. */
  private Map<String, String> columns;

  private String where = "";
  private String groupBy = "";
  private String orderBy = "";
  private String limit = "";
  private String offset = "";

  private Select(String from) {
    this.from = from;
  }

  /** Everything in {@code from}, a FROM clause's content; empty for one row without columns. */
  static Select from(String from) {
    return new Select(from);
  }

  Select with(String definitions) {
    with = definitions;
    return this;
  }

  boolean hasWith() {
    return !with.isEmpty();
  }

  /** Whether WHERE may still be set. */
  boolean takesFilter() {
    return isPlain() && orderBy.isEmpty();
  }

  /** Whether the select list may still be set without changing what is evaluated for which row. */
  boolean takesColumns() {
    return isPlain();
  }

  /** Whether {@code list} is nothing but some of the columns set so far. */
  boolean takesOnly(Map<String, String> list) {
    return columns != null
        && !distinct
        && !makesRows
        && !list.isEmpty()
        && list.entrySet().stream().allMatch(c -> c.getKey().equals(c.getValue()))
        && columns.keySet().containsAll(list.keySet());
  }

  /** Says that columns make rows, so that all are to stay. */
  Select makesRows() {
    makesRows = true;
    return this;
  }

  /** These of the columns set so far, in this order. */
  Select only(Collection<String> names) {
    Map<String, String> all = columns;
    columns = new LinkedHashMap<>();
    names.forEach(name -> columns.put(name, all.get(name)));
    return this;
  }

  boolean takesOrder() {
    return isPlain() && orderBy.isEmpty();
  }

  boolean takesLimit() {
    return limit.isEmpty();
  }

  boolean takesOffset() {
    return limit.isEmpty() && offset.isEmpty();
  }

  private boolean isPlain() {
    return columns == null && !distinct && groupBy.isEmpty() && limit.isEmpty() && offset.isEmpty();
  }

  Select where(String condition) {
    where = where.isEmpty() ? condition : where + " AND " + condition;
    return this;
  }

  Select columns(Map<String, String> expressions) {
    columns = new LinkedHashMap<>(expressions);
    return this;
  }

  Select groupBy(String keys) {
    groupBy = keys;
    return this;
  }

  Select distinct() {
    distinct = true;
    return this;
  }

  Select orderBy(String keys) {
    orderBy = keys;
    return this;
  }

  Select limit(String rows) {
    limit = rows;
    return this;
  }

  Select offset(String rows) {
    offset = rows;
    return this;
  }

  /** The columns set so far, or null. */
  Map<String, String> columns() {
    return columns;
  }

  boolean isOrdered() {
    return !orderBy.isEmpty();
  }

  boolean isDistinct() {
    return distinct;
  }

  String text() {
    return text(selectList());
  }

  /** The SELECT with another list of columns. */
  String text(String selectList) {
    List<String> parts = new ArrayList<>();
    parts.add(with + (distinct ? "SELECT DISTINCT " : "SELECT ") + selectList);
    add(parts, "FROM ", from);
    add(parts, "WHERE ", where);
    add(parts, "GROUP BY ", groupBy);
    add(parts, "ORDER BY ", orderBy);
    add(parts, "LIMIT ", limit);
    add(parts, "OFFSET ", offset);
    return String.join("\n", parts);
  }

  private static void add(List<String> parts, String keyword, String clause) {
    if (!clause.isEmpty()) {
      parts.add(keyword + clause);
    }
  }

  private String selectList() {
    if (columns == null) {
      return from.isEmpty() ? "1 AS nothing" : "*";
    }
    return columns.isEmpty()
        ? "1 AS nothing"
        : columns.entrySet().stream()
            .map(
                c ->
                    c.getValue().equals(c.getKey())
                        ? c.getKey()
                        : c.getValue() + " AS " + c.getKey())
            .collect(Collectors.joining(",\n  "));
  }
}
