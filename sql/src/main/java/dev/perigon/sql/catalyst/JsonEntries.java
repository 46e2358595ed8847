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
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

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
            .withNote(
                "Fails where an object that becomes a map names a key twice. A number that no DECIMAL"
                    + " reaches, such as 1e500000000, is malformed (or 0) at once; Spark works on"
                    + " it for minutes."));
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
            (e, w) -> JavaEntry.call("perigon_json_array_length", children(e), w),
            JsonParts.arrayLength(),
            "json_array_length"),
        JavaEntry.of(
            JsonObjectKeys.class,
            (e, w) ->
                "json_transform(%s, '[\"VARCHAR\"]')"
                    .formatted(JavaEntry.call("perigon_json_object_keys", children(e), w)),
            JsonParts.objectKeys(),
            "json_object_keys"));
  }

  private static List<Expression> children(Expression e) {
    return Scala.list(e.children());
  }

  private static String fromJson(JsonToStructs e, ExpressionWriter writer) {
    boolean flat = FlatJson.covers(e.dataType(), CollectionConverters.asJava(e.options()));
    String call =
        "%s(%s, %s)"
            .formatted(
                flat ? "perigon_from_flat_json" : "perigon_from_json",
                writer.write(e.child()),
                JsonFunctions.literal(e.schema(), e.options(), e.timeZoneId()));
    return flat
        ? FlatJson.decoded(call, (StructType) e.dataType())
        : new Transport(writer).decoded(e, call, e.dataType());
  }

  private static String toJson(StructsToJson e, ExpressionWriter writer) {
    return "perigon_to_json(%s, %s)"
        .formatted(
            new Transport(writer).encoded(e, writer.write(e.child()), e.child().dataType()),
            JsonFunctions.literal(e.child().dataType(), e.options(), e.timeZoneId()));
  }
}
