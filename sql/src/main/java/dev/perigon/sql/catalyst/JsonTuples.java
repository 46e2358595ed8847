package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.JsonTuple;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;

/** {@code json_tuple} by Spark's own code. */
final class JsonTuples {
  private static final String NAME = "perigon_json_tuple";

  private JsonTuples() {}

  /** A list of texts, one for each field. */
  static String render(JsonTuple tuple, ExpressionWriter writer) {
    List<Expression> arguments = Scala.list(tuple.children());
    String fields =
        arguments.stream().skip(1).map(writer::write).collect(Collectors.joining(", ", "[", "]"));
    return "CAST(CAST(%s(%s, CAST(to_json(%s) AS VARCHAR)) AS JSON) AS VARCHAR[])"
        .formatted(NAME, writer.write(arguments.get(0)), fields);
  }

  static JavaFunction function() {
    return new JavaFunction(
        NAME,
        JavaEntry.strings(2),
        Scalar.STRING,
        a -> texts((String) a.get(0), (String) a.get(1)));
  }

  private static String texts(String json, String fields) {
    List<Expression> arguments = new ArrayList<>();
    arguments.add(literal(json));
    SparkBody.tree(fields).forEach(f -> arguments.add(literal(f.isNull() ? null : f.asText())));
    JsonTuple tuple = new JsonTuple(Scala.seq(arguments));
    InternalRow row = tuple.eval(InternalRow.empty()).iterator().next();
    ArrayNode texts = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < row.numFields(); i++) {
      UTF8String text = row.isNullAt(i) ? null : row.getUTF8String(i);
      texts.add(text == null ? null : text.toString());
    }
    return texts.toString();
  }

  private static Expression literal(String text) {
    return Literal$.MODULE$.create(
        text == null ? null : UTF8String.fromString(text), DataTypes.StringType);
  }
}
