package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GetJsonObject;
import org.apache.spark.sql.catalyst.expressions.JsonObjectKeys;
import org.apache.spark.sql.catalyst.expressions.JsonToStructs;
import org.apache.spark.sql.catalyst.expressions.LengthOfJsonArray;
import org.apache.spark.sql.catalyst.expressions.StructsToJson;

/** JSON functions. Java reads and writes the JSON: Spark and DuckDB differ in many small things. */
final class JsonEntries implements EntryGroup {
  @Override
  public String title() {
    return "JSON functions";
  }

  @Override
  public List<Entry<?>> entries() {
    List<Entry<?>> entries = new ArrayList<>();
    texts().forEach(e -> entries.add(e.entry()));
    entries.add(
        Entry.of(JsonToStructs.class, JsonEntries::fromJson, "from_json")
            .withNote("Fails where an object that becomes a map names a key twice."));
    entries.add(Entry.of(StructsToJson.class, JsonEntries::toJson, "to_json"));
    return entries;
  }

  @Override
  public List<JavaFunction> functions() {
    List<JavaFunction> functions = new ArrayList<>();
    texts().forEach(e -> functions.add(e.function()));
    functions.addAll(JsonFunctions.all());
    functions.add(JsonTuples.function());
    return functions;
  }

  private static List<JavaEntry> texts() {
    return List.of(
        JavaEntry.of(
            GetJsonObject.class,
            "perigon_get_json_object",
            JavaEntry.strings(2),
            Scalar.STRING,
            a -> new GetJsonObject(a.get(0), a.get(1)),
            "get_json_object"),
        JavaEntry.of(
            LengthOfJsonArray.class,
            "perigon_json_array_length",
            JavaEntry.strings(1),
            Scalar.INTEGER,
            a -> new LengthOfJsonArray(a.get(0)),
            "json_array_length"),
        JavaEntry.of(
            JsonObjectKeys.class,
            (e, w) ->
                "CAST(CAST(%s AS JSON) AS VARCHAR[])"
                    .formatted(JavaEntry.call("perigon_json_object_keys", children(e), w)),
            SparkFunction.of(
                "perigon_json_object_keys",
                JavaEntry.strings(1),
                Scalar.STRING,
                a -> new JsonObjectKeys(a.get(0))),
            "json_object_keys"));
  }

  private static List<Expression> children(Expression e) {
    return Scala.list(e.children());
  }

  private static String fromJson(JsonToStructs e, ExpressionWriter writer) {
    String call =
        "perigon_from_json(%s, %s)"
            .formatted(
                writer.write(e.child()),
                JsonFunctions.literal(e.schema(), e.options(), e.timeZoneId()));
    return new Transport(writer).decoded(e, call, e.dataType());
  }

  private static String toJson(StructsToJson e, ExpressionWriter writer) {
    return "perigon_to_json(%s, %s)"
        .formatted(
            new Transport(writer).encoded(e, writer.write(e.child()), e.child().dataType()),
            JsonFunctions.literal(e.child().dataType(), e.options(), e.timeZoneId()));
  }
}
