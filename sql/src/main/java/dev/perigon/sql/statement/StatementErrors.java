package dev.perigon.sql.statement;

import dev.perigon.sql.catalyst.SqlToken;
import dev.perigon.sql.catalyst.SqlToken.Kind;
import dev.perigon.sql.error.ErrorCode;
import dev.perigon.sql.error.Origin;
import dev.perigon.sql.error.PerigonException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is wrong with a project file's statements, and what to write instead. */
final class StatementErrors {
  private static final int LONGEST_QUOTE = 40;

  private StatementErrors() {}

  /**
   * Something else stands where {@code expected} belongs.
   *
   * @param keywords words that would be right here, to suggest for a misspelt one
   */
  static PerigonException expected(
      TokenReader reader, String expected, List<String> keywords, String remedy) {
    SqlToken found = reader.peek();
    if (found.kind() == Kind.UNCLOSED) {
      return unclosed(reader, found);
    }
    String help = nearest(found, keywords).map(w -> "Did you mean %s? ".formatted(w)).orElse("");
    String quotes =
        reader
            .unclosed()
            .filter(u -> !u.text().equals("/*"))
            .map(
                u ->
                    ". A quote at line %d is never closed; inside a string write \\' or \\\""
                        .formatted(u.line()))
            .orElse("");
    return syntax(reader, expected, describe(found), help + remedy + quotes, found);
  }

  static PerigonException unclosed(TokenReader reader, SqlToken opening) {
    boolean comment = opening.text().equals("/*");
    String closing = comment ? "*/" : opening.text();
    String remedy =
        comment
            ? "Close the comment that starts here; comments nest, so each /* needs its own */"
            : opening.text().equals("`")
                ? "Close the name that starts here; inside it write `` for a back-quote"
                : "Close the string that starts here; inside it write \\%s for a quote"
                    .formatted(opening.text());
    return syntax(reader, "a closing " + closing, "the end of the file", remedy, opening);
  }

  static PerigonException unclosedParenthesis(TokenReader reader, SqlToken opening) {
    return syntax(
        reader,
        opening.text().equals("(") ? "a closing )" : "a closing ]",
        describe(reader.peek()),
        "Close the %s that starts here".formatted(opening.text()),
        opening);
  }

  static PerigonException strayParenthesis(TokenReader reader) {
    SqlToken found = reader.peek();
    return syntax(
        reader,
        "more of the query or ;",
        describe(found),
        "Remove this %s or add the %s that it closes"
            .formatted(found.text(), found.text().equals(")") ? "(" : "["),
        found);
  }

  static PerigonException doubledQuote(TokenReader reader, SqlToken second) {
    String quote = second.text().substring(0, 1);
    return syntax(
        reader,
        "one string",
        "two side by side",
        "For a quote inside a string write \\%s: Spark drops doubled ones".formatted(quote),
        second);
  }

  static PerigonException emptyList(TokenReader reader, String what, String remedy) {
    return syntax(reader, "at least one " + what, "()", remedy, reader.peek());
  }

  static PerigonException duplicate(TokenReader reader, SqlToken token, String what, String name) {
    return syntax(
        reader,
        "each %s once".formatted(what),
        "%s a second time".formatted(name),
        "Remove or rename one of the two; names differ by more than upper and lower case",
        token);
  }

  static PerigonException duplicateClause(TokenReader reader, SqlToken token, String clause) {
    return syntax(
        reader,
        "%s once".formatted(clause),
        "%s a second time".formatted(clause),
        "Keep one %s and remove the other".formatted(clause),
        token);
  }

  static PerigonException tooManyNameParts(String file, String name, Origin origin) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot read %s: expected a name of one to three parts but found %s".formatted(file, name),
        "Write catalog.schema.table, schema.table or table; quote a part that contains dots: `a.b`",
        origin);
  }

  /** A form that is known and deliberately refused at {@code token}. */
  static PerigonException refused(
      TokenReader reader, String expected, SqlToken token, String remedy) {
    return syntax(reader, expected, describe(token), remedy, token);
  }

  private static PerigonException syntax(
      TokenReader reader, String expected, String found, String remedy, SqlToken at) {
    return new PerigonException(
        ErrorCode.SYNTAX,
        "Cannot read %s: expected %s but found %s".formatted(reader.file(), expected, found),
        remedy,
        reader.origin(at));
  }

  private static String describe(SqlToken token) {
    String text = token.text().replaceAll("\\s+", " ");
    String shown = text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…";
    return switch (token.kind()) {
      case END -> "the end of the file";
      case STRING -> "the string " + shown;
      default -> shown;
    };
  }

  private static Optional<String> nearest(SqlToken found, List<String> keywords) {
    if (found.kind() != Kind.WORD) {
      return Optional.empty();
    }
    String word = found.text().toUpperCase(Locale.ROOT);
    return keywords.stream().filter(k -> near(word, k)).findFirst();
  }

  /** At most two letters differ, and less than half of them. */
  private static boolean near(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    int distance = row[b.length()];
    return distance <= 2 && distance * 2 < b.length();
  }
}
