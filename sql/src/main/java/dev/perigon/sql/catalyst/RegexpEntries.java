package dev.perigon.sql.catalyst;

import dev.perigon.sql.query.JavaFunction;
import dev.perigon.sql.type.Identifiers;
import dev.perigon.sql.type.SqlType.Scalar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Literal$;
import org.apache.spark.sql.catalyst.expressions.RLike;
import org.apache.spark.sql.catalyst.expressions.RegExpCount;
import org.apache.spark.sql.catalyst.expressions.RegExpExtract;
import org.apache.spark.sql.catalyst.expressions.RegExpExtractAll;
import org.apache.spark.sql.catalyst.expressions.RegExpInStr;
import org.apache.spark.sql.catalyst.expressions.RegExpReplace;
import org.apache.spark.sql.catalyst.expressions.RegExpSubStr;
import org.apache.spark.sql.catalyst.expressions.StringSplit;

/**
 * Regular expressions. Those that RE2 and Java understand alike ({@link SafePattern}) are DuckDB's
 * work, the others Java's.
 */
final class RegexpEntries implements EntryGroup {
  @Override
  public String title() {
    return "Regular expressions";
  }

  @Override
  public List<Entry<?>> entries() {
    return javaEntries().stream().<Entry<?>>map(JavaEntry::entry).toList();
  }

  @Override
  public List<JavaFunction> functions() {
    return javaEntries().stream().map(JavaEntry::function).toList();
  }

  private static List<JavaEntry> javaEntries() {
    return Stream.concat(matching().stream(), counting().stream()).toList();
  }

  private static List<JavaEntry> matching() {
    return List.of(
        JavaEntry.of(
            RLike.class,
            RegexpEntries::rlike,
            SparkFunction.of(
                "perigon_rlike", JavaEntry.strings(2), Scalar.BOOLEAN, RegexpEntries::isFound),
            "rlike",
            "regexp",
            "regexp_like"),
        JavaEntry.of(
            RegExpReplace.class,
            RegexpEntries::replace,
            SparkFunction.of(
                "perigon_regexp_replace",
                List.of(Scalar.STRING, Scalar.STRING, Scalar.STRING, Scalar.INTEGER),
                Scalar.STRING,
                a -> new RegExpReplace(a.get(0), a.get(1), a.get(2), a.get(3))),
            "regexp_replace"),
        JavaEntry.of(
            RegExpExtract.class,
            RegexpEntries::extract,
            SparkFunction.of(
                "perigon_regexp_extract",
                List.of(Scalar.STRING, Scalar.STRING, Scalar.INTEGER),
                Scalar.STRING,
                a -> new RegExpExtract(a.get(0), a.get(1), a.get(2))),
            "regexp_extract"),
        JavaEntry.of(
            RegExpExtractAll.class,
            (e, w) ->
                strings(call("perigon_regexp_extract_all", w, e.subject(), e.regexp(), e.idx())),
            SparkFunction.of(
                "perigon_regexp_extract_all",
                List.of(Scalar.STRING, Scalar.STRING, Scalar.INTEGER),
                Scalar.STRING,
                a -> new RegExpExtractAll(a.get(0), a.get(1), a.get(2))),
            "regexp_extract_all"));
  }

  private static List<JavaEntry> counting() {
    return List.of(
        JavaEntry.of(
            RegExpCount.class,
            "perigon_regexp_count",
            JavaEntry.strings(2),
            Scalar.INTEGER,
            a -> new RegExpCount(a.get(0), a.get(1)),
            "regexp_count"),
        JavaEntry.of(
            RegExpSubStr.class,
            (e, w) ->
                "nullif(%s, '')".formatted(call("perigon_regexp_substr", w, e.left(), e.right())),
            SparkFunction.of(
                "perigon_regexp_substr",
                JavaEntry.strings(2),
                Scalar.STRING,
                a -> new RegExpExtract(a.get(0), a.get(1), Literal$.MODULE$.apply(0))),
            "regexp_substr"),
        JavaEntry.of(
            RegExpInStr.class,
            "perigon_regexp_instr",
            List.of(Scalar.STRING, Scalar.STRING, Scalar.INTEGER),
            Scalar.INTEGER,
            a -> new RegExpInStr(a.get(0), a.get(1), a.get(2)),
            "regexp_instr"),
        JavaEntry.of(
            StringSplit.class,
            RegexpEntries::split,
            SparkFunction.of(
                "perigon_split",
                List.of(Scalar.STRING, Scalar.STRING, Scalar.INTEGER),
                Scalar.STRING,
                a -> new StringSplit(a.get(0), a.get(1), a.get(2))),
            "split"));
  }

  /** As RLike, which would compile a pattern that is no literal for each row. */
  private static Expression isFound(List<Expression> textAndPattern) {
    Literal zero = Literal$.MODULE$.apply(0);
    return new GreaterThan(
        new RegExpInStr(textAndPattern.get(0), textAndPattern.get(1), zero), zero);
  }

  private static String call(String name, ExpressionWriter writer, Expression... arguments) {
    return JavaEntry.call(name, List.of(arguments), writer);
  }

  /** Arrays come as JSON. */
  private static String strings(String json) {
    return "CAST(CAST(%s AS JSON) AS VARCHAR[])".formatted(json);
  }

  private static Optional<SafePattern> pattern(Expression expression) {
    return Literals.text(expression).flatMap(SafePattern::of);
  }

  private static String literal(SafePattern pattern) {
    return Identifiers.literalForDuckDb(pattern.re2());
  }

  private static String rlike(RLike e, ExpressionWriter writer) {
    return pattern(e.right())
        .map(p -> "regexp_matches(%s, %s)".formatted(writer.write(e.left()), literal(p)))
        .orElseGet(() -> call("perigon_rlike", writer, e.left(), e.right()));
  }

  private static String replace(RegExpReplace e, ExpressionWriter writer) {
    Optional<SafePattern> pattern = pattern(e.regexp()).filter(p -> !p.isNullable());
    Optional<String> replacement =
        Literals.text(e.rep()).filter(r -> !r.contains("$") && !r.contains("\\"));
    boolean fromStart = Literals.integer(e.pos()).equals(Optional.of(1));
    return pattern.isPresent() && replacement.isPresent() && fromStart
        ? "regexp_replace(%s, %s, %s, 'g')"
            .formatted(writer.write(e.subject()), literal(pattern.get()), writer.write(e.rep()))
        : call("perigon_regexp_replace", writer, e.subject(), e.regexp(), e.rep(), e.pos());
  }

  private static String extract(RegExpExtract e, ExpressionWriter writer) {
    Optional<Integer> group = Literals.integer(e.idx());
    Optional<SafePattern> pattern =
        pattern(e.regexp())
            .filter(p -> group.isPresent() && group.get() >= 0 && group.get() <= p.groups());
    return pattern.isPresent()
        ? "regexp_extract(%s, %s, %d)"
            .formatted(writer.write(e.subject()), literal(pattern.get()), group.get())
        : call("perigon_regexp_extract", writer, e.subject(), e.regexp(), e.idx());
  }

  /** A separator that is no pattern at all. */
  private static String split(StringSplit e, ExpressionWriter writer) {
    boolean plain =
        Literals.text(e.regex()).filter(r -> r.matches("[A-Za-z0-9 ,;:/_=@#&-]+")).isPresent()
            && Literals.integer(e.limit()).filter(limit -> limit <= 0).isPresent();
    return plain
        ? call("string_split", writer, e.str(), e.regex())
        : strings(call("perigon_split", writer, e.str(), e.regex(), e.limit()));
  }
}
