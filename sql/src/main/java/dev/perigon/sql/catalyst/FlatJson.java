package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.sql.type.Identifiers;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.json.JSONOptions;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Objects of numbers, texts and truth values, which DuckDB itself can read from JSON: as they were
 * written where it gives what Spark does, which most records are, otherwise as Spark read them and
 * {@link #written} wrote them again.
 */
final class FlatJson {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> MODES = Set.of("PERMISSIVE", "FAILFAST");

  private final StructType schema;
  private final JsonFactory factory;
  private final Map<String, FlatField> fields = new HashMap<>();

  FlatJson(StructType schema, JSONOptions options) {
    this.schema = schema;
    this.factory = options.buildJsonFactory();
    for (StructField field : schema.fields()) {
      boolean corrupt = field.name().equals(options.columnNameOfCorruptRecord());
      fields.put(
          field.name(), new FlatField(corrupt ? null : field.dataType(), 1L << fields.size()));
    }
  }

  /** Whether there is such a reading of this schema; other settings than these are seldom. */
  static boolean covers(DataType type, Map<String, String> options) {
    return type instanceof StructType struct
        && struct.length() > 0
        && struct.length() <= Long.SIZE
        && options.entrySet().stream().allMatch(FlatJson::covers)
        && covers(struct)
        && takesCorruptRecords(struct, options);
  }

  private static boolean takesCorruptRecords(StructType struct, Map<String, String> options) {
    Set<String> names = new HashSet<>(options.values());
    names.add(SQLConf.get().columnNameOfCorruptRecord());
    return Arrays.stream(struct.fields())
        .allMatch(f -> !names.contains(f.name()) || f.dataType().equals(DataTypes.StringType));
  }

  private static boolean covers(Map.Entry<String, String> option) {
    return switch (option.getKey().toLowerCase(Locale.ROOT)) {
      case "columnnameofcorruptrecord" -> true;
      case "mode" -> MODES.contains(option.getValue().toUpperCase(Locale.ROOT));
      default -> false;
    };
  }

  private static boolean covers(StructType struct) {
    Set<String> names = new HashSet<>();
    for (StructField field : struct.fields()) {
      boolean covered =
          FlatField.duckDb(field.dataType()).isPresent()
              && field.metadata().equals(Metadata.empty())
              && names.add(field.name().toLowerCase(Locale.ROOT));
      if (!covered) {
        return false;
      }
    }
    return true;
  }

  /** The value of the JSON that {@code text}, an expression, gives, as {@code struct}. */
  static String decoded(String text, StructType struct) {
    Map<String, String> types = new LinkedHashMap<>();
    for (StructField field : struct.fields()) {
      types.put(field.name(), FlatField.duckDb(field.dataType()).orElseThrow());
    }
    try {
      return "json_transform(%s, %s)"
          .formatted(text, Identifiers.literalForDuckDb(JSON.writeValueAsString(types)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Whether DuckDB reads the same from {@code text} as Spark, whose own parser looks through it
   * here.
   */
  boolean isPlain(String text) {
    if (!mayBePlain(text)) {
      return false;
    }
    List<String> names = new ArrayList<>(fields.size());
    try (JsonParser parser = factory.createParser(text)) {
      boolean plain =
          parser.nextToken() == JsonToken.START_OBJECT
              && areFields(parser, names)
              && parser.nextToken() == null;
      if (plain) {
        PlainObjects.add(text, JsonKeys.of(names));
      }
      return plain;
    } catch (IOException e) {
      return false;
    }
  }

  /** False where strings may be in single quotes or have escapes. */
  private static boolean mayBePlain(String text) {
    return text.indexOf('\\') < 0 && text.indexOf('\'') < 0;
  }

  private boolean areFields(JsonParser parser, List<String> names) throws IOException {
    long found = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      FlatField field = fields.getOrDefault(name, FlatField.UNKNOWN);
      if ((found & field.bit()) != 0 || !field.isPlain(parser.nextToken(), parser)) {
        return false;
      }
      found |= field.bit();
      names.add(name);
    }
    return parser.currentToken() == JsonToken.END_OBJECT;
  }

  /** Spark's value in the form that {@link #decoded} reads. */
  String written(InternalRow row) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      for (int i = 0; i < schema.length(); i++) {
        DataType type = schema.apply(i).dataType();
        if (!row.isNullAt(i)) {
          out.writeStringField(
              schema.apply(i).name(), TransportValues.text(row.get(i, type), type));
        }
      }
      out.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }
}
