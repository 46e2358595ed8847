package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.util.ArrayBasedMapData;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.GenericArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DayTimeIntervalType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.YearMonthIntervalType;
import org.apache.spark.unsafe.types.UTF8String;

/** Java's side of {@link Transport}: Spark's internal values and JSON with text leaves. */
final class TransportValues {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private TransportValues() {}

  /** A leaf as it is, anything else as JSON. */
  static String text(Object value, DataType type) {
    if (value == null) {
      return null;
    }
    return CastText.isNested(type) ? encode(value, type).toString() : text(value);
  }

  /** The value of a leaf's text, or of the JSON of anything else. */
  static Object value(String text, DataType type) {
    if (text == null) {
      return null;
    }
    return CastText.isNested(type) ? decode(SparkBody.tree(text), type) : leaf(text, type);
  }

  static JsonNode encode(Object value, DataType type) {
    if (value == null) {
      return NullNode.instance;
    }
    if (type instanceof ArrayType array) {
      return list((ArrayData) value, array.elementType());
    }
    if (type instanceof MapType map) {
      MapData data = (MapData) value;
      ArrayNode entries = NODES.arrayNode();
      JsonNode keys = list(data.keyArray(), map.keyType());
      JsonNode values = list(data.valueArray(), map.valueType());
      for (int i = 0; i < keys.size(); i++) {
        entries.addObject().<ObjectNode>set("key", keys.get(i)).set("value", values.get(i));
      }
      return entries;
    }
    if (type instanceof StructType struct) {
      InternalRow row = (InternalRow) value;
      ObjectNode object = NODES.objectNode();
      for (int i = 0; i < struct.length(); i++) {
        DataType field = struct.apply(i).dataType();
        object.set("f" + i, encode(row.isNullAt(i) ? null : row.get(i, field), field));
      }
      return object;
    }
    return TextNode.valueOf(text(value));
  }

  private static ArrayNode list(ArrayData array, DataType element) {
    ArrayNode list = NODES.arrayNode();
    for (int i = 0; i < array.numElements(); i++) {
      list.add(encode(array.isNullAt(i) ? null : array.get(i, element), element));
    }
    return list;
  }

  private static String text(Object value) {
    if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    }
    if (value instanceof UTF8String text && !text.isValid()) {
      throw new IllegalArgumentException("a result is not valid UTF-8");
    }
    return value instanceof Decimal decimal
        ? decimal.toJavaBigDecimal().toPlainString()
        : value.toString();
  }

  static Object decode(JsonNode node, DataType type) {
    if (node == null || node.isNull()) {
      return null;
    }
    if (type instanceof ArrayType array) {
      return array(node, "", array.elementType());
    }
    if (type instanceof MapType map) {
      return new ArrayBasedMapData(
          array(node, "key", map.keyType()), array(node, "value", map.valueType()));
    }
    if (type instanceof StructType struct) {
      Object[] fields = new Object[struct.length()];
      for (int i = 0; i < fields.length; i++) {
        fields[i] = decode(node.get("f" + i), struct.apply(i).dataType());
      }
      return new GenericInternalRow(fields);
    }
    return leaf(node.asText(), type);
  }

  private static GenericArrayData array(JsonNode list, String field, DataType type) {
    Object[] elements = new Object[list.size()];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = decode(field.isEmpty() ? list.get(i) : list.get(i).get(field), type);
    }
    return new GenericArrayData(elements);
  }

  static Object leaf(String text, DataType type) {
    if (type instanceof DecimalType decimal) {
      return Decimal.apply(new BigDecimal(text), decimal.precision(), decimal.scale());
    }
    if (type instanceof DayTimeIntervalType) {
      return Long.valueOf(text);
    }
    if (type instanceof YearMonthIntervalType) {
      return Integer.valueOf(text);
    }
    return switch (type.typeName()) {
      case "string" -> UTF8String.fromString(text);
      case "binary" -> HexFormat.of().parseHex(text);
      case "boolean" -> text.equals("1") || text.equals("true");
      case "byte" -> Byte.valueOf(text);
      case "short" -> Short.valueOf(text);
      case "integer", "date" -> Integer.valueOf(text);
      case "long", "timestamp", "timestamp_ntz" -> Long.valueOf(text);
      case "float" -> isWord(text) ? (Object) (float) word(text) : Float.valueOf(text);
      case "double" -> isWord(text) ? (Object) word(text) : Double.valueOf(text);
      default -> throw new IllegalArgumentException(type.sql());
    };
  }

  private static boolean isWord(String text) {
    return text.equals("nan") || text.endsWith("inf");
  }

  private static double word(String text) {
    return text.equals("nan")
        ? Double.NaN
        : text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }
}
