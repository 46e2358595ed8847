package dev.perigon.sql.catalyst;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.DateTimeUtils$;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * A Java function that lets a Catalyst expression work out the value, so it is Spark's own. Arrays
 * of strings leave it as JSON. Errors name Spark's condition, never a value.
 */
final class SparkFunction {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final ThreadLocal<Expression> expression;

  private SparkFunction(ThreadLocal<Expression> expression) {
    this.expression = expression;
  }

  /** {@code body} makes the expression from its arguments; each thread has its own. */
  static JavaFunction of(
      String name,
      List<SqlType> parameters,
      SqlType result,
      Function<List<Expression>, Expression> body) {
    SparkFunction function =
        new SparkFunction(
            ThreadLocal.withInitial(() -> evaluable(body.apply(arguments(parameters)))));
    return new JavaFunction(name, parameters, result, function::apply);
  }

  private static List<Expression> arguments(List<SqlType> types) {
    List<Expression> arguments = new ArrayList<>();
    for (SqlType type : types) {
      arguments.add(new BoundReference(arguments.size(), CatalystTypes.toSpark(type), true));
    }
    return arguments;
  }

  static Expression evaluable(Expression expression) {
    Expression result = expression;
    while (result instanceof RuntimeReplaceable replaceable) {
      result = replaceable.replacement();
    }
    return result;
  }

  private Object apply(List<Object> arguments) {
    Expression body = expression.get();
    Object[] row = arguments.stream().map(SparkFunction::toSpark).toArray();
    try {
      return fromSpark(body.eval(new GenericInternalRow(row)), body.dataType());
    } catch (RuntimeException e) {
      throw e instanceof SparkThrowable spark && spark.getCondition() != null
          ? new IllegalArgumentException(spark.getCondition())
          : e;
    }
  }

  static Object toSpark(Object value) {
    if (value instanceof String text) {
      return UTF8String.fromString(text);
    }
    if (value instanceof BigDecimal decimal) {
      return Decimal.apply(decimal);
    }
    if (value instanceof LocalDate date) {
      return (int) date.toEpochDay();
    }
    if (value instanceof Instant instant) {
      return micros(instant);
    }
    if (value instanceof LocalDateTime local) {
      return micros(local.toInstant(ZoneOffset.UTC));
    }
    return value;
  }

  private static long micros(Instant instant) {
    return DateTimeUtils$.MODULE$.instantToMicros(instant);
  }

  private static Object fromSpark(Object value, DataType type) {
    if (value == null) {
      return null;
    }
    if (type instanceof StringType) {
      return text((UTF8String) value);
    }
    if (type instanceof DateType) {
      return LocalDate.ofEpochDay((Integer) value);
    }
    if (type instanceof TimestampType) {
      return Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
    }
    if (type instanceof TimestampNTZType) {
      return LocalDateTime.ofInstant(
          Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS), ZoneOffset.UTC);
    }
    if (type instanceof ArrayType) {
      return json((ArrayData) value);
    }
    return value instanceof Decimal decimal ? decimal.toJavaBigDecimal() : value;
  }

  /** Spark's strings may hold any bytes, DuckDB's only UTF-8. */
  private static String text(UTF8String value) {
    if (!value.isValid()) {
      throw new IllegalArgumentException("a result is not valid UTF-8");
    }
    return value.toString();
  }

  private static String json(ArrayData array) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < array.numElements(); i++) {
      texts.add(array.isNullAt(i) ? null : text(array.getUTF8String(i)));
    }
    try {
      return JSON.writeValueAsString(texts);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
