package dev.perigon.sql.catalyst;

import java.util.List;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;

/** A lambda function's parameters and body, as texts. */
record Lambda(List<String> parameters, String body) {
  Lambda {
    parameters = List.copyOf(parameters);
  }

  static Lambda of(Expression function, ExpressionWriter writer) {
    if (!(function instanceof LambdaFunction lambda)) {
      throw writer.unsupported(function, "it is no lambda function");
    }
    List<String> names =
        Scala.list(lambda.arguments()).stream().map(a -> writer.write((Expression) a)).toList();
    return new Lambda(names, writer.write(lambda.function()));
  }

  String first() {
    return parameters.get(0);
  }

  String second() {
    return parameters.get(1);
  }

  /** The whole, with its own parameters. */
  String text() {
    return "lambda %s: %s".formatted(String.join(", ", parameters), body);
  }

  /** The body, where {@code name} stands for {@code value}: a list of one element is a "let". */
  static String let(String name, String value, String body) {
    return "list_transform([%s], lambda %s: %s)[1]".formatted(value, name, body);
  }

  /** The body with both parameters given. */
  String apply(String first, String second) {
    return let(first(), first, let(second(), second, body));
  }
}
