package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.JsonToStructs;
import org.apache.spark.sql.catalyst.expressions.StructsToJson;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * {@code from_json} and {@code to_json} by Spark's own code, except for the records that {@link
 * FlatJson} finds plain.
 */
final class JsonFunctions {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final PerThread<Form> READERS = new PerThread<>(JsonFunctions::reader);
  private static final PerThread<Form> WRITERS = new PerThread<>(JsonFunctions::writer);

  private JsonFunctions() {}

  /** How JSON is read or written. */
  record Settings(String schema, Map<String, String> options, String zone) {}

  private record Form(DataType type, UnaryOperator<Object> body, FlatJson flat) {}

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
        function("perigon_from_json", JsonFunctions::read),
        function("perigon_from_flat_json", JsonFunctions::readFlat),
        function("perigon_to_json", JsonFunctions::write));
  }

  private static JavaFunction function(String name, BinaryOperator<String> body) {
    return new JavaFunction(
        name,
        JavaEntry.strings(2),
        Scalar.STRING,
        1,
        a -> a.get(0) == null ? null : body.apply((String) a.get(0), (String) a.get(1)));
  }

  private static String readFlat(String text, String settings) {
    Form form = READERS.of(settings);
    if (form.flat().isPlain(text)) {
      return text;
    }
    Object value = evaluate(form, UTF8String.fromString(text));
    return value == null ? null : form.flat().written((InternalRow) value);
  }

  private static String read(String text, String settings) {
    Form form = READERS.of(settings);
    Object value = evaluate(form, UTF8String.fromString(text));
    return value == null ? null : TransportValues.encode(value, form.type()).toString();
  }

  private static String write(String value, String settings) {
    Form form = WRITERS.of(settings);
    try {
      Object row = TransportValues.decode(JSON.readTree(value), form.type());
      Object text = evaluate(form, row);
      return text == null ? null : text.toString();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Object evaluate(Form form, Object argument) {
    try {
      return form.body().apply(argument);
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
    DataType result = expression.dataType();
    JSONOptions options = jsonOptions(settings);
    FlatJson flat =
        FlatJson.covers(result, settings.options())
            ? new FlatJson((StructType) result, options)
            : null;
    return new Form(result, body(expression, options), flat);
  }

  private static Form writer(String json) {
    Settings settings = settings(json);
    DataType type = DataType.fromJson(settings.schema());
    Expression value = new BoundReference(0, type, true);
    Expression expression =
        new StructsToJson(options(settings), value, Option.apply(settings.zone()));
    return new Form(type, body(expression), null);
  }

  private static UnaryOperator<Object> body(JsonToStructs expression, JSONOptions options) {
    if (!JsonReader.covers(options)) {
      return body(expression);
    }
    JsonReader reader = new JsonReader(expression.dataType(), options);
    return text -> reader.read((UTF8String) text);
  }

  private static UnaryOperator<Object> body(Expression expression) {
    Expression evaluable = SparkFunction.evaluable(expression);
    return argument -> evaluable.eval(new GenericInternalRow(new Object[] {argument}));
  }

  private static JSONOptions jsonOptions(Settings settings) {
    String corrupt = SQLConf.get().columnNameOfCorruptRecord();
    return new JSONOptions(options(settings), settings.zone(), corrupt);
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
