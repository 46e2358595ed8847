package dev.perigon.sql.catalyst;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.CsvToStructs;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.StructsToCsv;
import org.apache.spark.sql.catalyst.expressions.StructsToXml;
import org.apache.spark.sql.catalyst.expressions.XmlToStructs;
import org.apache.spark.sql.catalyst.expressions.xml.XPathBoolean;
import org.apache.spark.sql.catalyst.expressions.xml.XPathDouble;
import org.apache.spark.sql.catalyst.expressions.xml.XPathFloat;
import org.apache.spark.sql.catalyst.expressions.xml.XPathInt;
import org.apache.spark.sql.catalyst.expressions.xml.XPathList;
import org.apache.spark.sql.catalyst.expressions.xml.XPathLong;
import org.apache.spark.sql.catalyst.expressions.xml.XPathShort;
import org.apache.spark.sql.catalyst.expressions.xml.XPathString;
import org.apache.spark.sql.types.StructType;
import scala.jdk.javaapi.CollectionConverters;

/** CSV and XML inside a column. */
final class TextFormatEntries implements EntryGroup {
  @Override
  public String title() {
    return "CSV and XML functions";
  }

  @Override
  public List<Entry<?>> entries() {
    return Stream.of(formats(), paths()).<Entry<?>>flatMap(List::stream).toList();
  }

  private static List<Entry<?>> formats() {
    return List.of(
        Entry.of(
            CsvToStructs.class,
            (e, w) -> read("from_csv", e, e.child(), e.schema(), e.options(), w),
            "from_csv"),
        Entry.of(
            StructsToCsv.class, (e, w) -> write("to_csv", e, e.child(), e.options(), w), "to_csv"),
        Entry.of(
            XmlToStructs.class,
            (e, w) -> read("from_xml", e, e.child(), e.schema(), e.options(), w),
            "from_xml"),
        Entry.of(
            StructsToXml.class, (e, w) -> write("to_xml", e, e.child(), e.options(), w), "to_xml"));
  }

  private static List<Entry<?>> paths() {
    return List.of(
        SparkCall.entry(XPathList.class, "xpath"),
        SparkCall.entry(XPathBoolean.class, "xpath_boolean"),
        SparkCall.entry(XPathShort.class, "xpath_short"),
        SparkCall.entry(XPathInt.class, "xpath_int"),
        SparkCall.entry(XPathLong.class, "xpath_long"),
        SparkCall.entry(XPathFloat.class, "xpath_float"),
        SparkCall.entry(XPathDouble.class, "xpath_double", "xpath_number"),
        SparkCall.entry(XPathString.class, "xpath_string"));
  }

  private static String read(
      String function,
      Expression e,
      Expression text,
      StructType schema,
      scala.collection.immutable.Map<String, String> options,
      ExpressionWriter writer) {
    String call = "%s(a0, %s%s)".formatted(function, literal(schema.toDDL()), map(options));
    return SparkCall.render(
        e, call, List.of(SparkCall.Argument.of(text, writer)), e.dataType(), writer);
  }

  private static String write(
      String function,
      Expression e,
      Expression value,
      scala.collection.immutable.Map<String, String> options,
      ExpressionWriter writer) {
    String call = "%s(a0%s)".formatted(function, map(options));
    return SparkCall.render(
        e, call, List.of(SparkCall.Argument.of(value, writer)), e.dataType(), writer);
  }

  private static String map(scala.collection.immutable.Map<String, String> options) {
    Map<String, String> sorted = new TreeMap<>(CollectionConverters.asJava(options));
    List<String> parts = new ArrayList<>();
    sorted.forEach((key, value) -> parts.add(literal(key) + ", " + literal(value)));
    return parts.isEmpty() ? "" : parts.stream().collect(Collectors.joining(", ", ", map(", ")"));
  }

  /** A string constant in Spark's SQL. */
  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
