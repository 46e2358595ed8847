package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.SqlType;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Expression;

/** An entry whose function Java works out, by Catalyst's own evaluation. */
record JavaEntry(Entry<?> entry, JavaFunction function) {
  /** The expression's children are the function's arguments, in order. */
  static <E extends Expression> JavaEntry of(
      Class<E> type,
      String name,
      List<SqlType> parameters,
      SqlType result,
      Function<List<Expression>, Expression> body,
      String... functions) {
    return new JavaEntry(
        Entry.of(type, (e, writer) -> call(name, Scala.list(e.children()), writer), functions),
        SparkFunction.of(name, parameters, result, body));
  }

  /** As {@link #of}, but {@code renderer} says when Java is called. */
  static <E extends Expression> JavaEntry of(
      Class<E> type, Entry.Renderer<E> renderer, JavaFunction function, String... functions) {
    return new JavaEntry(Entry.of(type, renderer, functions), function);
  }

  static String call(String name, List<? extends Expression> arguments, ExpressionWriter writer) {
    return arguments.stream().map(writer::write).collect(Collectors.joining(", ", name + "(", ")"));
  }

  /** That many STRING parameters. */
  static List<SqlType> strings(int count) {
    return java.util.Collections.nCopies(count, Scalar.STRING);
  }
}
