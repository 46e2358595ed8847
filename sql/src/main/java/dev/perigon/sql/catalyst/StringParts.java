package dev.perigon.sql.catalyst;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Concat;
import org.apache.spark.sql.catalyst.expressions.ConcatWs;
import org.apache.spark.sql.catalyst.expressions.Elt;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Left;
import org.apache.spark.sql.catalyst.expressions.Right;
import org.apache.spark.sql.catalyst.expressions.StringTrim;
import org.apache.spark.sql.catalyst.expressions.StringTrimLeft;
import org.apache.spark.sql.catalyst.expressions.StringTrimRight;
import org.apache.spark.sql.catalyst.expressions.Substring;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import scala.Option;

/** Parts of strings, and strings from parts. */
final class StringParts {
  private StringParts() {}

  static List<Entry<?>> entries() {
    return List.of(
        Entry.of(Substring.class, StringParts::substring, "substr", "substring"),
        Entry.of(Left.class, StringParts::left, "left"),
        Entry.of(Right.class, StringParts::right, "right"),
        Entry.of(StringTrim.class, (e, w) -> trim("trim", e.srcStr(), e.trimStr(), w), "trim"),
        Entry.of(
            StringTrimLeft.class, (e, w) -> trim("ltrim", e.srcStr(), e.trimStr(), w), "ltrim"),
        Entry.of(
            StringTrimRight.class, (e, w) -> trim("rtrim", e.srcStr(), e.trimStr(), w), "rtrim"),
        Entry.of(Concat.class, StringParts::concat, "concat", "||"),
        Entry.of(ConcatWs.class, StringParts::concatWs, "concat_ws"),
        Entry.of(Elt.class, StringParts::elt, "elt"));
  }

  private static String substring(Substring e, ExpressionWriter writer) {
    String value = writer.write(e.str());
    String position = position(e.pos(), writer);
    String length = atLeastZero(e.len(), writer);
    if (e.dataType() instanceof BinaryType) {
      return "unhex(substring(hex(%s), CASE WHEN %s < 0 THEN 2 * CAST(%s AS BIGINT) ELSE 2 * CAST(%s AS BIGINT) - 1 END, 2 * CAST(%s AS BIGINT)))"
          .formatted(value, position, position, position, length);
    }
    return "substring(%s, %s, %s)".formatted(value, position, length);
  }

  /** Spark takes 0 for 1. */
  private static String position(Expression position, ExpressionWriter writer) {
    Optional<Integer> constant = Literals.integer(position);
    String text = writer.write(position);
    return constant.isPresent()
        ? (constant.get() == 0 ? "1" : text)
        : "(CASE WHEN %1$s = 0 THEN 1 ELSE %1$s END)".formatted(text);
  }

  /** DuckDB counts a negative length backwards; for Spark it is empty. */
  private static String atLeastZero(Expression length, ExpressionWriter writer) {
    Optional<Integer> constant = Literals.integer(length);
    String text = writer.write(length);
    return constant.isPresent()
        ? (constant.get() < 0 ? "0" : text)
        : "(CASE WHEN %1$s < 0 THEN 0 ELSE %1$s END)".formatted(text);
  }

  private static String left(Left e, ExpressionWriter writer) {
    return writer.write(e.replacement());
  }

  private static String right(Right e, ExpressionWriter writer) {
    boolean known = Literals.integer(e.len()).filter(n -> n > 0).isPresent();
    return known
        ? "right(%s, %s)".formatted(writer.write(e.str()), writer.write(e.len()))
        : writer.write(e.replacement());
  }

  /** Spark trims spaces only, DuckDB all that Unicode calls spaces. */
  private static String trim(
      String function, Expression value, Option<Expression> characters, ExpressionWriter writer) {
    String set = characters.isDefined() ? writer.write(characters.get()) : "' '";
    return "%s(%s, %s)".formatted(function, writer.write(value), set);
  }

  private static String concat(Concat e, ExpressionWriter writer) {
    List<Expression> parts = Scala.list(e.children());
    if (parts.isEmpty()) {
      return "''";
    }
    if (parts.size() == 1) {
      return writer.write(parts.get(0));
    }
    List<String> texts = parts.stream().map(writer::write).toList();
    if (!(e.dataType() instanceof ArrayType)) {
      return String.join(" || ", texts);
    }
    String list = "list_concat(" + String.join(", ", texts) + ")";
    List<String> nullable =
        parts.stream()
            .filter(Expression::nullable)
            .map(p -> writer.write(p) + " IS NOT NULL")
            .toList();
    return nullable.isEmpty()
        ? list
        : "CASE WHEN %s THEN %s END".formatted(String.join(" AND ", nullable), list);
  }

  private static String concatWs(ConcatWs e, ExpressionWriter writer) {
    List<Expression> children = Scala.list(e.children());
    String separator = writer.write(children.get(0));
    List<Expression> parts = children.subList(1, children.size());
    if (parts.isEmpty()) {
      return "CASE WHEN %s IS NOT NULL THEN '' END".formatted(separator);
    }
    if (parts.stream().noneMatch(p -> p.dataType() instanceof ArrayType)) {
      return JavaEntry.call("concat_ws", children, writer);
    }
    List<String> lists = parts.stream().map(p -> list(p, writer)).toList();
    return "CASE WHEN %1$s IS NOT NULL THEN array_to_string(list_filter(list_concat(%2$s), lambda e: e IS NOT NULL), %1$s) END"
        .formatted(separator, String.join(", ", lists));
  }

  private static String list(Expression part, ExpressionWriter writer) {
    DataType type = part.dataType();
    return type instanceof ArrayType
        ? "coalesce(%s, CAST([] AS VARCHAR[]))".formatted(writer.write(part))
        : "[" + writer.write(part) + "]";
  }

  private static String elt(Elt e, ExpressionWriter writer) {
    List<Expression> children = Scala.list(e.children());
    String index = writer.write(children.get(0));
    StringBuilder text = new StringBuilder("CASE WHEN " + index + " IS NULL THEN NULL");
    for (int i = 1; i < children.size(); i++) {
      text.append(" WHEN %s = %d THEN %s".formatted(index, i, writer.write(children.get(i))));
    }
    return e.failOnError()
        ? text + " ELSE error('elt: the index is out of range') END"
        : text + " END";
  }
}
