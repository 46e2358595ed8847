package dev.perigon.sql.catalyst;

import java.util.List;

/** Array functions where DuckDB's treat NULL or order otherwise than Spark's. */
final class ArrayMacros {
  private ArrayMacros() {}

  static List<String> all() {
    return List.of(
        "CREATE MACRO perigon_has_null(l) AS len(l) > list_count(l)",
        "CREATE MACRO perigon_array_contains(l, v) AS CASE WHEN l IS NULL OR v IS NULL THEN NULL"
            + " WHEN list_contains(l, v) THEN true WHEN perigon_has_null(l) THEN NULL"
            + " ELSE false END",
        "CREATE MACRO perigon_array_position(l, v) AS CASE WHEN l IS NOT NULL AND v IS NOT NULL"
            + " THEN CAST(coalesce(list_position(l, v), 0) AS BIGINT) END",
        "CREATE MACRO perigon_array_distinct(l) AS"
            + " list_filter(l, lambda x, i: list_position(l, x) = i)",
        "CREATE MACRO perigon_array_union(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL"
            + " THEN perigon_array_distinct(list_concat(a, b)) END",
        "CREATE MACRO perigon_array_intersect(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL"
            + " THEN list_filter(a, lambda x, i: list_position(a, x) = i"
            + " AND list_position(b, x) IS NOT NULL) END",
        "CREATE MACRO perigon_array_except(a, b) AS CASE WHEN a IS NOT NULL AND b IS NOT NULL"
            + " THEN list_filter(a, lambda x, i: list_position(a, x) = i"
            + " AND list_position(b, x) IS NULL) END",
        "CREATE MACRO perigon_arrays_overlap(a, b) AS CASE WHEN a IS NULL OR b IS NULL THEN NULL"
            + " WHEN list_has_any(a, b) THEN true WHEN len(a) > 0 AND len(b) > 0"
            + " AND (perigon_has_null(a) OR perigon_has_null(b)) THEN NULL ELSE false END",
        "CREATE MACRO perigon_array_join(l, d) AS CASE WHEN l IS NOT NULL AND d IS NOT NULL"
            + " THEN coalesce(array_to_string(l, d), '') END",
        "CREATE MACRO perigon_array_join_each(l, d) AS CASE WHEN l IS NOT NULL"
            + " AND d IS NOT NULL THEN CASE WHEN list_count(l) = 0 THEN ''"
            + " ELSE list_reduce(list_filter(l, lambda x: x IS NOT NULL),"
            + " lambda x, y: x || d || y) END END",
        "CREATE MACRO perigon_replace_nulls(l, r) AS"
            + " CASE WHEN r IS NOT NULL THEN list_transform(l, lambda x: coalesce(x, r)) END",
        "CREATE MACRO perigon_array_remove(l, v) AS CASE WHEN v IS NOT NULL"
            + " THEN list_filter(l, lambda x: x IS DISTINCT FROM v) END",
        "CREATE MACRO perigon_array_repeat(x, n) AS CASE WHEN n IS NOT NULL"
            + " THEN list_transform(range(n), lambda i: x) END",
        "CREATE MACRO perigon_flatten(l) AS"
            + " CASE WHEN NOT perigon_has_null(l) THEN flatten(l) END",
        "CREATE MACRO perigon_slice(l, s, n) AS CASE"
            + " WHEN l IS NULL OR s IS NULL OR n IS NULL THEN NULL"
            + " WHEN s = 0 THEN error('A slice starts at 1, or at -1 from the end')"
            + " WHEN n < 0 THEN error('A slice has no negative length')"
            + " WHEN s < 0 AND s + len(l) < 0 THEN l[1:0]"
            + " ELSE l[CASE WHEN s < 0 THEN s + len(l) + 1 ELSE s END"
            + " : CASE WHEN s < 0 THEN s + len(l) + 1 ELSE s END + n - 1] END",
        "CREATE MACRO perigon_array_insert(l, p, x) AS CASE WHEN l IS NULL OR p IS NULL THEN NULL"
            + " WHEN p = 0 THEN error('Array indexes start at 1, or at -1 from the end')"
            + " WHEN p > len(l) THEN list_append(list_resize(l, p - 1), x)"
            + " WHEN p > 0 THEN list_concat(list_append(l[1 : p - 1], x), l[p : len(l)])"
            + " WHEN -p <= len(l) + 1"
            + " THEN list_concat(list_append(l[1 : len(l) + 1 + p], x), l[len(l) + 2 + p : len(l)])"
            + " ELSE list_concat(list_resize([x], -p - len(l)), l) END");
  }
}
