package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.Random;

/** The types that random queries know, with constants and expressions of each. */
enum Kind {
  INT(
      "int",
      List.of("0", "1", "-1", "2", "3", "5", "-7", "10", "100"),
      List.of(
          "{INT} + {INT}",
          "{INT} - {INT}",
          "{INT} * {INT}",
          "{INT} % 7",
          "pmod({INT}, 5)",
          "abs({INT})",
          "-{INT}",
          "length({STRING})",
          "case when {BOOLEAN} then {INT} else {INT} end",
          "if({BOOLEAN}, {INT}, null)",
          "year({DATE})",
          "dayofweek({DATE})",
          "datediff({DATE}, {DATE})",
          "hour({TIMESTAMP})",
          "size({ARRAY})",
          "instr({STRING}, {STRING})",
          "cast({BOOLEAN} as int)",
          "cast({DECIMAL} as int)",
          "try_cast({STRING} as int)",
          "try_element_at({ARRAY}, 1)",
          "{INT} & {INT}",
          "{INT} ^ {INT}",
          "ascii({STRING})",
          "levenshtein({STRING}, {STRING})",
          "aggregate({ARRAY}, 0, (acc, e) -> acc + coalesce(e, 0))",
          "array_max({ARRAY})",
          "try_add({INT}, {INT})",
          "{STRUCT}.k",
          "greatest({INT}, {INT}, 1)",
          "least({INT}, {INT})",
          "bit_count({INT})",
          "shiftleft({INT}, 3)",
          "minute({LOCAL})",
          "weekofyear({DATE})",
          "element_at(array({INT}, {INT}), 2)")),
  LONG(
      "bigint",
      List.of("0", "1", "-1", "10000000000", "-5000000000", "42"),
      List.of(
          "{LONG} + {INT}",
          "{LONG} - {LONG}",
          "{INT} div 3",
          "{LONG} % 1000",
          "cast({INT} as bigint)",
          "unix_seconds({TIMESTAMP})",
          "xxhash64({STRING}, {INT})",
          "array_position({ARRAY}, {INT})",
          "cast({DECIMAL} as bigint)",
          "try_multiply({LONG}, {LONG})")),
  DECIMAL(
      "decimal(12, 2)",
      List.of("0", "1.5", "-2.25", "99999.99", "0.01", "-0.05", "1234567.89"),
      List.of(
          "{DECIMAL} + {DECIMAL}",
          "{DECIMAL} - {DECIMAL}",
          "{DECIMAL} * 2",
          "{DECIMAL} * {INT}",
          "{DECIMAL} / 3",
          "try_divide({DECIMAL}, {DECIMAL})",
          "round({DECIMAL}, 1)",
          "bround({DECIMAL}, 1)",
          "-{DECIMAL}",
          "abs({DECIMAL})",
          "{DECIMAL} % 3",
          "greatest({DECIMAL}, {DECIMAL})",
          "ceil({DECIMAL}, 1)",
          "{DECIMAL} * {DECIMAL}",
          "cast({INT} as decimal(12, 2))",
          "cast({DECIMAL} as decimal(14, 1))")),
  DOUBLE(
      "double",
      List.of("0", "1.5", "-2.25", "100.125", "0.5", "1024", "-0.0", "nan"),
      List.of(
          "{DOUBLE} + {DOUBLE}",
          "{DOUBLE} * 2",
          "{INT} / 4",
          "try_divide({DOUBLE}, {DOUBLE})",
          "cast({DECIMAL} as double)",
          "cast({INT} as double)",
          "sqrt(abs({DOUBLE}))",
          "nanvl({DOUBLE}, 1.5D)",
          "pow({DOUBLE}, 2)",
          "exp({INT} % 5)",
          "greatest({DOUBLE}, {DOUBLE})",
          "{DOUBLE} - {INT}",
          "round({DOUBLE}, 1)",
          "-{DOUBLE}")),
  STRING(
      "string",
      List.of("''", "'a'", "'A'", "'b'", "'ab'", "'é'", "'日本😀'", "'a b'", "'%'", "'10'", "' x '"),
      List.of(
          "upper({STRING})",
          "lower({STRING})",
          "concat({STRING}, {STRING})",
          "{STRING} || 'x'",
          "substring({STRING}, {INT}, 2)",
          "trim({STRING})",
          "replace({STRING}, 'a', 'z')",
          "reverse({STRING})",
          "lpad({STRING}, 5, '*')",
          "concat_ws('-', {STRING}, {STRING})",
          "initcap({STRING})",
          "regexp_replace({STRING}, '[ab]', '_')",
          "cast({INT} as string)",
          "cast({LONG} as string)",
          "cast({DECIMAL} as string)",
          "cast({DOUBLE} as string)",
          "cast({BOOLEAN} as string)",
          "cast({DATE} as string)",
          "cast({TIMESTAMP} as string)",
          "cast({ARRAY} as string)",
          "date_format({DATE}, 'yyyy-MM')",
          "array_join(transform({ARRAY}, e -> cast(e as string)), ',', '?')",
          "to_json(named_struct('i', {INT}, 's', {STRING}))",
          "{STRUCT}.v",
          "cast({STRUCT} as string)",
          "split_part({STRING}, 'a', 1)",
          "elt(2, {STRING}, {STRING})",
          "left({STRING}, 2)",
          "rpad({STRING}, 4, 'é')",
          "greatest({STRING}, {STRING})",
          "hex({INT})",
          "format_number({DECIMAL}, 2)",
          "md5({STRING})")),
  BOOLEAN(
      "boolean",
      List.of("true", "false"),
      List.of(
          "{INT} = {INT}",
          "{INT} < {INT}",
          "{LONG} >= {INT}",
          "{DECIMAL} <= {DECIMAL}",
          "{DECIMAL} > {INT}",
          "{DOUBLE} < {DOUBLE}",
          "{DOUBLE} = {DOUBLE}",
          "{STRING} = {STRING}",
          "{STRING} < {STRING}",
          "{DATE} >= {DATE}",
          "{TIMESTAMP} > {DATE}",
          "{INT} <=> {INT}",
          "{STRING} <=> {STRING}",
          "{ARRAY} = {ARRAY}",
          "{ARRAY} < {ARRAY}",
          "{STRUCT} = {STRUCT}",
          "{STRUCT} < {STRUCT}",
          "{STRUCT} <=> {STRUCT}",
          "{DOUBLE} <=> {DOUBLE}",
          "{DOUBLE} in (1.5D, {DOUBLE})",
          "{DATE} between {DATE} and {DATE}",
          "{STRING} like {STRING}",
          "{STRING} ilike '%A%'",
          "{LOCAL} < {DATE}",
          "{INT} is null",
          "{STRING} is not null",
          "{INT} in ({INT}, 1, null)",
          "{INT} not in (2, {INT})",
          "{STRING} in ('a', 'ab', {STRING})",
          "{INT} between {INT} and 5",
          "{STRING} like '%a%'",
          "{STRING} rlike 'a|b'",
          "startswith({STRING}, 'a')",
          "not {BOOLEAN}",
          "{BOOLEAN} and {BOOLEAN}",
          "{BOOLEAN} or {BOOLEAN}",
          "isnan({DOUBLE})",
          "array_contains({ARRAY}, {INT})",
          "exists({ARRAY}, e -> e > 1)",
          "forall({ARRAY}, e -> e is not null)")),
  DATE(
      "date",
      List.of(
          "'2024-02-29'",
          "'2023-12-31'",
          "'2024-03-31'",
          "'1970-01-01'",
          "'1969-12-31'",
          "'2000-02-29'",
          "'1582-10-15'"),
      List.of(
          "date_add({DATE}, {INT} % 50)",
          "date_sub({DATE}, {INT} % 50)",
          "add_months({DATE}, {INT} % 14)",
          "last_day({DATE})",
          "trunc({DATE}, 'MM')",
          "next_day({DATE}, 'Mon')",
          "cast({TIMESTAMP} as date)",
          "greatest({DATE}, {DATE})",
          "make_date(2024, 1 + abs({INT} % 12), 5)",
          "{DATE} + interval '1' month")),
  TIMESTAMP(
      "timestamp",
      List.of(
          "'2024-02-29 23:59:59.999999'",
          "'2024-03-31 01:30:00'",
          "'1969-12-31 23:59:59.5'",
          "'1970-01-01 00:00:00'",
          "'2024-12-31 12:00:00'"),
      List.of(
          "{TIMESTAMP} + interval '1' hour",
          "{TIMESTAMP} - interval '1 02:03:04.5' day to second",
          "date_trunc('day', {TIMESTAMP})",
          "date_trunc('week', {TIMESTAMP})",
          "cast({DATE} as timestamp)",
          "cast({LOCAL} as timestamp)",
          "timestampadd(MINUTE, {INT} % 100, {TIMESTAMP})")),
  LOCAL(
      "timestamp_ntz",
      List.of("'2024-02-29 12:30:45.123456'", "'2021-03-28 02:30:00'", "'1969-12-31 00:00:00'"),
      List.of("cast({DATE} as timestamp_ntz)", "{LOCAL} + interval '90' minute")),
  ARRAY(
      "array<int>",
      List.of("array()", "array(1)", "array(3, 1, 2)", "array(null, 5)", "array(1, 1, null)"),
      List.of(
          "array({INT}, {INT})",
          "transform({ARRAY}, e -> e + 1)",
          "transform({ARRAY}, (e, n) -> e * n)",
          "filter({ARRAY}, e -> e > {INT})",
          "sort_array({ARRAY})",
          "array_sort({ARRAY})",
          "array_distinct({ARRAY})",
          "array_union({ARRAY}, {ARRAY})",
          "array_except({ARRAY}, {ARRAY})",
          "array_append({ARRAY}, {INT})",
          "reverse({ARRAY})",
          "flatten(array({ARRAY}, {ARRAY}))",
          "zip_with({ARRAY}, {ARRAY}, (p, q) -> coalesce(p, 0) + q)",
          "array_sort({ARRAY}, (p, q) -> coalesce(q, 0) - coalesce(p, 0))",
          "slice({ARRAY}, 1, 2)")),
  STRUCT(
      "struct<k: int, v: string>",
      List.of("named_struct('k', 1, 'v', 'a')", "named_struct('k', null, 'v', '')"),
      List.of("named_struct('k', {INT}, 'v', {STRING})", "struct({INT} as k, {STRING} as v)"));

  private static final List<String> OF_ANY =
      List.of(
          "coalesce({SAME}, {SAME})",
          "nullif({SAME}, {SAME})",
          "case when {BOOLEAN} then {SAME} when {BOOLEAN} then {SAME} end",
          "if({BOOLEAN}, {SAME}, {SAME})");

  private final String type;
  private final List<String> constants;
  private final List<String> expressions;

  Kind(String type, List<String> constants, List<String> expressions) {
    this.type = type;
    this.constants = constants;
    this.expressions = expressions;
  }

  String constant(Random random) {
    String value = random.nextInt(8) == 0 ? "null" : pick(constants, random);
    boolean isText = this == DOUBLE && value.matches("-0.0|nan");
    return "cast(%s as %s)".formatted(isText ? "'" + value + "'" : value, type);
  }

  /** With places for others in braces. */
  String template(Random random) {
    return random.nextInt(6) == 0
        ? pick(OF_ANY, random).replace("{SAME}", "{" + name() + "}")
        : pick(expressions, random);
  }

  static <T> T pick(List<T> of, Random random) {
    return of.get(random.nextInt(of.size()));
  }
}
