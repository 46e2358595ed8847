package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.EvalMode;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;

/**
 * Calls of seldom used functions by name: DuckDB sends the arguments as texts, Catalyst reads them,
 * works the function out and gives a text, which DuckDB reads as the result's type.
 */
final class SparkCall {
  private static final String NAME = "perigon_spark";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ThreadLocal<Map<String, JavaFunction>> CALLS =
      ThreadLocal.withInitial(HashMap::new);

  private SparkCall() {}

  /**
   * What is called.
   *
   * @param types the arguments' types in DDL
   * @param constants the texts of constant arguments; null for the others
   */
  record Call(String function, List<String> types, List<String> constants) {}

  static <E extends Expression> Entry<E> entry(Class<E> type, String... functions) {
    return Entry.of(
        type, (e, w) -> render(e, functions[0], Scala.list(e.children()), w), functions);
  }

  static String render(
      Expression e, String function, List<Expression> arguments, ExpressionWriter writer) {
    CastText casts = new CastText(false, new SessionZone(writer.timeZone()), writer, 0);
    List<String> types = new ArrayList<>();
    List<String> constants = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    for (Expression argument : arguments) {
      types.add(argument.dataType().sql());
      constants.add(argument instanceof Literal literal ? constant(literal) : null);
      texts.add(casts.cast(writer.write(argument), argument.dataType(), DataTypes.StringType));
    }
    String result =
        "%s(%s, %s)".formatted(NAME, literal(new Call(function, types, constants)), list(texts));
    String cast =
        texts.contains(null) ? null : casts.cast(result, DataTypes.StringType, e.dataType());
    if (cast == null) {
      throw writer.unsupported(e, "with these types");
    }
    return cast;
  }

  private static String constant(Literal literal) {
    return literal.value() == null || !DataTypes.StringType.equals(literal.dataType())
        ? null
        : literal.value().toString();
  }

  private static String list(List<String> texts) {
    return texts.stream().collect(Collectors.joining(", ", "CAST(to_json([", "]) AS VARCHAR)"));
  }

  private static String literal(Call call) {
    try {
      return Identifiers.literalForDuckDb(JSON.writeValueAsString(call));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The function that all these calls go to. */
  static JavaFunction function() {
    return new JavaFunction(NAME, JavaEntry.strings(2), Scalar.STRING, SparkCall::apply);
  }

  private static Object apply(List<Object> arguments) {
    try {
      JavaFunction call = CALLS.get().computeIfAbsent((String) arguments.get(0), SparkCall::call);
      String[] texts = JSON.readValue((String) arguments.get(1), String[].class);
      return call.implementation().apply(Arrays.asList((Object[]) texts));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JavaFunction call(String json) {
    try {
      Call call = JSON.readValue(json, Call.class);
      return SparkFunction.of(
          NAME,
          JavaEntry.strings(call.types().size()),
          Scalar.STRING,
          arguments -> cast(expression(call), DataTypes.StringType));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Expression expression(Call call) {
    List<Expression> arguments = new ArrayList<>();
    for (int i = 0; i < call.types().size(); i++) {
      DataType type = DataType.fromDDL(call.types().get(i));
      String constant = call.constants().get(i);
      Expression text = new BoundReference(i, DataTypes.StringType, true);
      arguments.add(constant == null ? cast(text, type) : Literal$.MODULE$.apply(constant));
    }
    Object called =
        FunctionRegistry.builtin()
            .lookupFunction(new FunctionIdentifier(call.function()), Scala.seq(arguments));
    return SparkFunction.evaluable((Expression) called);
  }

  private static Expression cast(Expression value, DataType type) {
    return type.equals(value.dataType())
        ? value
        : new Cast(value, type, Option.apply("UTC"), EvalMode.ANSI());
  }
}
