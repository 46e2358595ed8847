package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Locale;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.ExprUtils;
import org.apache.spark.sql.catalyst.json.CreateJacksonParser;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.catalyst.json.JacksonParser;
import org.apache.spark.sql.catalyst.util.FailFastMode$;
import org.apache.spark.sql.catalyst.util.FailureSafeParser;
import org.apache.spark.sql.catalyst.util.PermissiveMode$;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Function1;
import scala.collection.Iterator;

/** Reads records as Spark's {@code JsonToStructsEvaluator} does, by its parser, in bounded time. */
final class JsonReader {
  private final DataType type;
  private final FailureSafeParser<UTF8String> parser;

  JsonReader(DataType type, JSONOptions options) {
    this.type = type;
    String corrupt = options.columnNameOfCorruptRecord();
    if (type instanceof StructType struct) {
      ExprUtils.verifyColumnNameOfCorruptRecord(struct, corrupt);
    }
    Bounded raw = new Bounded(withoutCorrupt(type, corrupt), options);
    parser =
        new FailureSafeParser<>(
            text -> raw.parse(text, CreateJacksonParser::utf8String, record -> record),
            options.parseMode(),
            type instanceof StructType struct ? struct : new StructType().add("value", type),
            corrupt);
  }

  /** Whether Spark reads in this mode at all; if not, it says so when it begins. */
  static boolean covers(JSONOptions options) {
    return options.parseMode() == PermissiveMode$.MODULE$
        || options.parseMode() == FailFastMode$.MODULE$;
  }

  private static DataType withoutCorrupt(DataType type, String corrupt) {
    if (!(type instanceof StructType struct)) {
      return type;
    }
    StructType rest = new StructType();
    for (StructField field : struct.fields()) {
      rest = field.name().equals(corrupt) ? rest : rest.add(field);
    }
    return rest;
  }

  /** Null for what is no record at all. */
  Object read(UTF8String text) {
    Iterator<InternalRow> rows = parser.parse(text);
    if (!rows.hasNext()) {
      return null;
    }
    InternalRow row = rows.next();
    if (type instanceof ArrayType) {
      return row.getArray(0);
    }
    return type instanceof MapType ? row.getMap(0) : row;
  }

  private static final class Bounded extends JacksonParser {
    Bounded(DataType schema, JSONOptions options) {
      super(schema, options, false, JacksonParser.$lessinit$greater$default$4());
    }

    /** Called before this is whole, for the types of fields too. */
    @Override
    public Function1<JsonParser, Object> makeConverter(DataType of) {
      Function1<JsonParser, Object> converter = super.makeConverter(of);
      return of instanceof DecimalType
          ? parser -> converter.apply(new Near(parser, options().locale()))
          : converter;
    }
  }

  /** What is at the place of a decimal's value. */
  private static final class Near extends JsonParserDelegate {
    private final boolean usual;

    /**
     * @param locale of numbers in texts; only those of the usual one are looked at
     */
    Near(JsonParser parser, Locale locale) {
      super(parser);
      this.usual = locale.equals(Locale.US);
    }

    @Override
    public BigDecimal getDecimalValue() throws IOException {
      return FarNumbers.near(super.getDecimalValue());
    }

    @Override
    public String getText() throws IOException {
      String text = super.getText();
      return usual && (FarNumbers.isLong(text) || FarNumbers.hasExponent(text))
          ? FarNumbers.read(text.replace(",", ""))
              .map(number -> FarNumbers.near(number).toString())
              .orElse(text)
          : text;
    }
  }
}
