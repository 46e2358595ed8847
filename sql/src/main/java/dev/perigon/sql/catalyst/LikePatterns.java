package dev.perigon.sql.catalyst;

import dev.perigon.sql.type.Identifiers;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Like;
import org.apache.spark.sql.catalyst.expressions.LikeAll;
import org.apache.spark.sql.catalyst.expressions.LikeAny;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.MultiLikeBase;
import org.apache.spark.sql.catalyst.expressions.NotLikeAll;
import org.apache.spark.sql.catalyst.expressions.NotLikeAny;

/** LIKE. Spark fails where the escape character stands before anything but %, _ or itself. */
final class LikePatterns {
  /** What Spark compares without a regular expression. */
  private static final Pattern SIMPLE =
      Pattern.compile("[^_%]*|%?[^_%]+%?|[^_%]+%[^_%]+", Pattern.DOTALL);

  private static final String FAILURE = "error('Invalid LIKE pattern: a stray escape character')";

  private LikePatterns() {}

  static List<Entry<?>> all() {
    return List.of(
        Entry.of(Like.class, LikePatterns::like, "like", "ilike"),
        Entry.of(LikeAll.class, (e, w) -> many(e, "", " AND ", w), "like all"),
        Entry.of(LikeAny.class, (e, w) -> many(e, "", " OR ", w), "like any", "like some"),
        Entry.of(NotLikeAll.class, (e, w) -> many(e, "NOT ", " AND ", w), "not like all"),
        Entry.of(NotLikeAny.class, (e, w) -> many(e, "NOT ", " OR ", w), "not like any"));
  }

  private static String like(Like like, ExpressionWriter writer) {
    String text = writer.write(like.left());
    Expression pattern = like.right();
    Optional<Object> known = Folded.value(pattern);
    if (known.isPresent() && !isSettled(known.get().toString())) {
      throw writer.unsupported(like, "with a character above U+FFFF beside a wildcard");
    }
    if (known.isPresent() || pattern instanceof Literal) {
      return known.isPresent() && isOdd(known.get().toString(), like.escapeChar())
          ? java(like, writer)
          : constant(text, known.orElse(null), like.escapeChar());
    }
    String written = writer.write(pattern);
    return "CASE WHEN %s IS NOT NULL AND NOT regexp_matches(%s, %s) THEN %s WHEN %s THEN %s ELSE %s END"
        .formatted(
            text,
            written,
            Identifiers.literalForDuckDb(validPattern(like.escapeChar())),
            FAILURE,
            "regexp_matches(" + written + ", '[\\x{10000}-\\x{10FFFF}]')",
            java(like, writer),
            match(text, written, like.escapeChar()));
  }

  /**
   * Spark's patterns never match characters above U+FFFF, unless it finds a simpler way to compare.
   */
  private static boolean isOdd(String pattern, char escape) {
    boolean isSimple = pattern.indexOf(escape) < 0 && SIMPLE.matcher(pattern).matches();
    return !isSimple && pattern.codePoints().anyMatch(Character::isSupplementaryCodePoint);
  }

  /** Around one wildcard Spark counts such characters twice. */
  private static boolean isSettled(String pattern) {
    return !pattern.matches("(?s)[^_%]+%[^_%]+")
        || pattern.codePoints().noneMatch(Character::isSupplementaryCodePoint);
  }

  private static String java(Like like, ExpressionWriter writer) {
    String escape = like.escapeChar() == '\'' ? "\\'" : "" + like.escapeChar();
    return SparkCall.operator(
        like, "like", like.escapeChar() == '\\' ? "" : " escape '" + escape + "'", writer);
  }

  private static String many(
      MultiLikeBase like, String not, String operator, ExpressionWriter writer) {
    String text = writer.write(like.child());
    if (Scala.list(like.patterns()).stream()
        .anyMatch(p -> p != null && (isOdd(p.toString(), '\\') || !isSettled(p.toString())))) {
      throw writer.unsupported(like, "with a character above U+FFFF between wildcards");
    }
    return Scala.list(like.patterns()).stream()
        .map(pattern -> not + "(" + constant(text, pattern, '\\') + ")")
        .collect(Collectors.joining(operator));
  }

  private static String constant(String text, Object pattern, char escape) {
    if (pattern == null) {
      return "CAST(NULL AS BOOLEAN)";
    }
    if (!isValid(pattern.toString(), escape)) {
      return "CASE WHEN %s IS NOT NULL THEN CAST(%s AS BOOLEAN) END".formatted(text, FAILURE);
    }
    return match(text, Identifiers.literalForDuckDb(pattern.toString()), escape);
  }

  private static String match(String text, String pattern, char escape) {
    return "%s LIKE %s ESCAPE %s"
        .formatted(text, pattern, Identifiers.literalForDuckDb(String.valueOf(escape)));
  }

  private static boolean isValid(String pattern, char escape) {
    for (int i = 0; i < pattern.length(); i++) {
      if (pattern.charAt(i) == escape) {
        i++;
        if (i == pattern.length()
            || "%_".indexOf(pattern.charAt(i)) < 0 && pattern.charAt(i) != escape) {
          return false;
        }
      }
    }
    return true;
  }

  private static String validPattern(char escape) {
    String code = "\\x{%x}".formatted((int) escape);
    return "^(?:[^%1$s]|%1$s[%1$s_%%])*$".formatted(code).replace("$", "\\z");
  }
}
