package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JsonToStructs;
import org.apache.spark.sql.catalyst.expressions.StructsToJson;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/** {@code from_json} and {@code to_json} by Spark's own code. */
final class JsonFunctions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ThreadLocal<Forms> READERS =
      ThreadLocal.withInitial(() -> new Forms(JsonFunctions::reader));
  private static final ThreadLocal<Forms> WRITERS =
      ThreadLocal.withInitial(() -> new Forms(JsonFunctions::writer));

  private JsonFunctions() {}

  /** How JSON is read or written. */
  record Settings(String schema, Map<String, String> options, String zone) {}

  private record Form(DataType type, Expression expression) {}

  /** One for each settings. Rows of one call have the same, which is found by comparing alone. */
  private static final class Forms {
    private final Map<String, Form> all = new HashMap<>();
    private final Function<String, Form> made;
    private String last = "";
    private Form form;

    Forms(Function<String, Form> made) {
      this.made = made;
    }

    Form of(String settings) {
      if (!settings.equals(last)) {
        form = all.computeIfAbsent(settings, made);
        last = settings;
      }
      return form;
    }
  }

  /** The settings as a string literal. */
  static String literal(
      DataType schema,
      scala.collection.immutable.Map<String, String> options,
      Option<String> zone) {
    Map<String, String> map = new java.util.TreeMap<>(CollectionConverters.asJava(options));
    String name = zone.isDefined() ? zone.get() : "UTC";
    try {
      return Identifiers.literalForDuckDb(
          JSON.writeValueAsString(new Settings(schema.json(), map, name)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  static List<JavaFunction> all() {
    return List.of(
        new JavaFunction(
            "perigon_from_json",
            JavaEntry.strings(2),
            Scalar.STRING,
            a -> a.get(0) == null ? null : read((String) a.get(0), (String) a.get(1))),
        new JavaFunction(
            "perigon_to_json",
            JavaEntry.strings(2),
            Scalar.STRING,
            a -> a.get(0) == null ? null : write((String) a.get(0), (String) a.get(1))));
  }

  private static String read(String text, String settings) {
    Form form = READERS.get().of(settings);
    Object value = evaluate(form, UTF8String.fromString(text));
    return value == null ? null : TransportValues.encode(value, form.type()).toString();
  }

  private static String write(String value, String settings) {
    Form form = WRITERS.get().of(settings);
    try {
      Object row = TransportValues.decode(JSON.readTree(value), form.type());
      Object text = evaluate(form, row);
      return text == null ? null : text.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object evaluate(Form form, Object argument) {
    InternalRow row = new GenericInternalRow(new Object[] {argument});
    try {
      return form.expression().eval(row);
    } catch (RuntimeException e) {
      throw e instanceof SparkThrowable spark && spark.getCondition() != null
          ? new IllegalArgumentException(spark.getCondition())
          : e;
    }
  }

  private static Form reader(String json) {
    Settings settings = settings(json);
    DataType type = DataType.fromJson(settings.schema());
    Expression text = new BoundReference(0, DataTypes.StringType, true);
    JsonToStructs expression =
        new JsonToStructs(type, options(settings), text, Option.apply(settings.zone()), false);
    return new Form(expression.dataType(), SparkFunction.evaluable(expression));
  }

  private static Form writer(String json) {
    Settings settings = settings(json);
    DataType type = DataType.fromJson(settings.schema());
    Expression value = new BoundReference(0, type, true);
    Expression expression =
        new StructsToJson(options(settings), value, Option.apply(settings.zone()));
    return new Form(type, SparkFunction.evaluable(expression));
  }

  private static Settings settings(String json) {
    try {
      return JSON.readValue(json, Settings.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static scala.collection.immutable.Map<String, String> options(Settings settings) {
    return scala.collection.immutable.Map.from(CollectionConverters.asScala(settings.options()));
  }
}
