package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Identifiers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.catalyst.expressions.ArraysZip;
import org.apache.spark.sql.catalyst.expressions.CreateMap;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.MapConcat;
import org.apache.spark.sql.catalyst.expressions.MapFromArrays;
import org.apache.spark.sql.catalyst.expressions.MapFromEntries;
import org.apache.spark.sql.catalyst.expressions.MapKeys;
import org.apache.spark.sql.catalyst.expressions.MapValues;
import org.apache.spark.sql.catalyst.expressions.StringToMap;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.StructType;

/** Map functions. Keys are unique and never NULL, in DuckDB as in Spark; anything else fails. */
final class MapEntries implements EntryGroup {
  @Override
  public String title() {
    return "Map functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return List.of(
        Entry.of(CreateMap.class, MapEntries::create, "map"),
        Entry.of(
            MapFromArrays.class,
            (e, w) -> "map(%s, %s)".formatted(w.write(e.left()), w.write(e.right())),
            "map_from_arrays"),
        ArrayEntries.macro(MapFromEntries.class, "perigon_map_from_entries", "map_from_entries"),
        Entry.of(MapKeys.class, (e, w) -> "map_keys(" + w.write(e.child()) + ")", "map_keys"),
        Entry.of(MapValues.class, (e, w) -> "map_values(" + w.write(e.child()) + ")", "map_values"),
        Entry.of(
            org.apache.spark.sql.catalyst.expressions.MapEntries.class,
            (e, w) -> "map_entries(" + w.write(e.child()) + ")",
            "map_entries"),
        Entry.of(MapConcat.class, MapEntries::concat, "map_concat"),
        Entry.of(StringToMap.class, MapEntries::fromText, "str_to_map"),
        Entry.of(ArraysZip.class, MapEntries::zip, "arrays_zip"));
  }

  @Override
  public List<String> macros() {
    return List.of(
        "CREATE MACRO perigon_map_from_entries(l) AS"
            + " CASE WHEN len(l) = list_count(l) THEN map_from_entries(l) END",
        "CREATE MACRO perigon_str_to_map(t, p, k) AS map_from_entries(list_transform("
            + "string_split(t, p), lambda e: CASE WHEN contains(e, k)"
            + " THEN {'key': left(e, instr(e, k) - 1), 'value': substr(e, instr(e, k) + length(k))}"
            + " ELSE {'key': e, 'value': NULL} END))");
  }

  private static String create(CreateMap map, ExpressionWriter writer) {
    return "CAST(map([%s], [%s]) AS %s)"
        .formatted(
            join(Scala.list(map.keys()), writer),
            join(Scala.list(map.values()), writer),
            writer.type(map.dataType()));
  }

  private static String join(List<Expression> expressions, ExpressionWriter writer) {
    return expressions.stream().map(writer::write).collect(Collectors.joining(", "));
  }

  private static String concat(MapConcat concat, ExpressionWriter writer) {
    List<String> maps = Scala.list(concat.children()).stream().map(writer::write).toList();
    String type = writer.type(concat.dataType());
    if (maps.isEmpty()) {
      return "CAST(map([], []) AS %s)".formatted(type);
    }
    return "CASE WHEN %s THEN CAST(map(flatten([%s]), flatten([%s])) AS %s) END"
        .formatted(
            allPresent(maps),
            maps.stream().map(m -> "map_keys(" + m + ")").collect(Collectors.joining(", ")),
            maps.stream().map(m -> "map_values(" + m + ")").collect(Collectors.joining(", ")),
            type);
  }

  private static String allPresent(List<String> texts) {
    return texts.stream().map(t -> t + " IS NOT NULL").collect(Collectors.joining(" AND "));
  }

  private static String fromText(StringToMap map, ExpressionWriter writer) {
    return isPlain(map.pairDelim()) && isPlain(map.keyValueDelim())
        ? JavaEntry.call("perigon_str_to_map", Scala.list(map.children()), writer)
        : SparkCall.render(map, "str_to_map", writer);
  }

  /** A constant that means itself as a regular expression. */
  private static boolean isPlain(Expression delimiter) {
    return Folded.value(delimiter)
        .map(Object::toString)
        .filter(text -> !text.isEmpty() && !text.matches(".*[\\\\\\[\\](){}.*+?^$|].*"))
        .isPresent();
  }

  private static String zip(ArraysZip zip, ExpressionWriter writer) {
    List<String> arrays = Scala.list(zip.children()).stream().map(writer::write).toList();
    String type = writer.type(zip.dataType());
    if (arrays.isEmpty()) {
      return "CAST([] AS %s)".formatted(type);
    }
    StructType struct = (StructType) ((ArrayType) zip.dataType()).elementType();
    String fields =
        IntStream.range(0, arrays.size())
            .mapToObj(
                i ->
                    "%s: %s[i]"
                        .formatted(
                            Identifiers.literalForDuckDb(struct.fields()[i].name()), arrays.get(i)))
            .collect(Collectors.joining(", "));
    String longest = arrays.stream().map(a -> "len(" + a + ")").collect(Collectors.joining(", "));
    return "CASE WHEN %s THEN list_transform(range(1, greatest(%s) + 1), lambda i: {%s}) END"
        .formatted(allPresent(arrays), longest, fields);
  }
}
