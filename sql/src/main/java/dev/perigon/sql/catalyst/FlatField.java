package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonParser.NumberType;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DecimalType;

/**
 * A field of {@link FlatJson}.
 *
 * @param type null where Spark puts the whole text
 * @param bit tells it from the others
 */
record FlatField(DataType type, long bit) {
  /** Any field that is not in the schema. */
  static final FlatField UNKNOWN = new FlatField(DataTypes.NullType, 0);

  /** A double tells decimals of so many digits apart. */
  private static final int EXACT_DIGITS = 15;

  /** The type that DuckDB reads, if it can. */
  static Optional<String> duckDb(DataType type) {
    boolean covered =
        type.equals(DataTypes.StringType)
            || type instanceof DecimalType
            || switch (type.typeName()) {
              case "boolean", "byte", "short", "integer", "long", "double" -> true;
              default -> false;
            };
    return covered ? CatalystTypes.duckDb(type) : Optional.empty();
  }

  /** Whether Spark and DuckDB read the same from this token. */
  boolean isPlain(JsonToken token, JsonParser parser) throws IOException {
    if (type == null || token == null) {
      return false;
    }
    return switch (token) {
      case VALUE_NULL -> true;
      case VALUE_STRING -> type.equals(DataTypes.StringType) || this == UNKNOWN;
      case VALUE_TRUE, VALUE_FALSE -> type.equals(DataTypes.BooleanType) || this == UNKNOWN;
      case VALUE_NUMBER_INT -> isPlainInteger(parser);
      case VALUE_NUMBER_FLOAT -> isPlainFraction(parser);
      default -> false;
    };
  }

  private boolean isPlainInteger(JsonParser parser) throws IOException {
    NumberType number = parser.getNumberType();
    if (number != NumberType.INT && number != NumberType.LONG) {
      return false;
    }
    if (this == UNKNOWN) {
      return true;
    }
    if (type instanceof DecimalType decimal) {
      return isExact(parser, decimal);
    }
    if (type.equals(DataTypes.LongType)) {
      return true;
    }
    if (type.equals(DataTypes.DoubleType)) { // of zeros the sign counts
      return parser.getLongValue() != 0 || parser.getTextLength() == 1;
    }
    return number == NumberType.INT && isWithin(parser.getIntValue());
  }

  private boolean isWithin(int value) {
    return type.equals(DataTypes.IntegerType)
        || type.equals(DataTypes.ShortType) && (short) value == value
        || type.equals(DataTypes.ByteType) && (byte) value == value;
  }

  private boolean isPlainFraction(JsonParser parser) throws IOException {
    return type instanceof DecimalType decimal
        ? isExact(parser, decimal)
        : type.equals(DataTypes.DoubleType) && Double.isFinite(parser.getDoubleValue());
  }

  /** Whether nothing needs to be rounded. */
  private static boolean isExact(JsonParser parser, DecimalType decimal) throws IOException {
    String text = parser.getText();
    int start = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    int whole = (point < 0 ? text.length() : point) - start;
    int fraction = point < 0 ? 0 : text.length() - point - 1;
    return whole <= decimal.precision() - decimal.scale()
        && fraction <= decimal.scale()
        && whole + fraction <= EXACT_DIGITS
        && text.chars().skip(start).allMatch(c -> c == '.' || c >= '0' && c <= '9');
  }
}
