package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Functions without an entry of their own: those that become others, and those that only Spark
 * runs.
 */
final class OtherFunctions {
  /** Spark lowers these to functions and operators that have entries. */
  static final List<String> LOWERED =
      List.of(
          "array_compact",
          "assert_true",
          "bigint",
          "binary",
          "boolean",
          "btrim",
          "character_length",
          "collation",
          "date",
          "decimal",
          "double",
          "float",
          "get",
          "grouping",
          "grouping_id",
          "ifnull",
          "int",
          "map_contains_key",
          "nullif",
          "nullifzero",
          "nvl",
          "nvl2",
          "positive",
          "schema_of_csv",
          "schema_of_json",
          "schema_of_xml",
          "session_window",
          "smallint",
          "string",
          "timestamp",
          "tinyint",
          "window",
          "window_time",
          "zeroifnull");

  /** Functions that stand for several rows or columns. */
  static final List<String> GENERATORS =
      List.of(
          "explode",
          "explode_outer",
          "inline",
          "inline_outer",
          "json_tuple",
          "posexplode",
          "posexplode_outer",
          "range",
          "stack");

  private static final String RANDOM =
      "Random: no two runs agree, or Spark's own sequence of numbers.";
  private static final String CLUSTER = "Depends on how Spark splits and reads its input.";
  private static final String SESSION = "Depends on Spark's own catalog or user.";
  private static final String JAVA = "Calls any Java method.";
  private static final String VARIANT = "The type VARIANT has no counterpart.";
  private static final String INTERVAL =
      "CALENDAR INTERVAL has no counterpart; make_dt_interval and make_ym_interval do.";
  private static final String FORMAT = "The format's library is part of Spark.";
  private static final String COLLATION = "Collated strings have no counterpart.";
  private static final String CATALOGS = "Describes Spark itself.";

  /** Why only Spark runs a function, by its name. */
  static final Map<String, String> SPARK_ONLY = sparkOnly();

  private OtherFunctions() {}

  private static Map<String, String> sparkOnly() {
    Map<String, String> reasons = new TreeMap<>();
    put(reasons, RANDOM, "randstr", "shuffle", "uniform", "uuid");
    put(reasons, CLUSTER, "input_file_block_length", "input_file_block_start", "input_file_name");
    put(reasons, CLUSTER, "monotonically_increasing_id", "spark_partition_id");
    put(reasons, SESSION, "current_catalog", "current_database", "current_schema");
    put(reasons, SESSION, "current_user", "session_user", "user");
    put(reasons, JAVA, "java_method", "reflect", "try_reflect");
    put(reasons, VARIANT, "is_variant_null", "parse_json", "schema_of_variant");
    put(reasons, VARIANT, "schema_of_variant_agg", "to_variant_object", "try_parse_json");
    put(reasons, VARIANT, "try_variant_get", "variant_explode", "variant_explode_outer");
    put(reasons, VARIANT, "variant_get");
    put(reasons, INTERVAL, "make_interval", "try_make_interval");
    put(reasons, FORMAT, "from_avro", "from_protobuf", "schema_of_avro", "to_avro", "to_protobuf");
    put(reasons, COLLATION, "collate");
    put(reasons, CATALOGS, "collations", "sql_keywords", "version");
    return reasons;
  }

  private static void put(Map<String, String> reasons, String reason, String... names) {
    List.of(names).forEach(name -> reasons.put(name, reason));
  }
}
