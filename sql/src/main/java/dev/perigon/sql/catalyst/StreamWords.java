package dev.perigon.sql.catalyst;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;

/**
 * Spark's grammar has no STREAM: this takes the word (and its parentheses) out of a query's text
 * where a relation stands, leaving blanks, so that every other character keeps its place.
 *
 * @param text the query for Spark's parser
 * @param streaming offsets, in code points, of the relations that STREAM stood before
 */
record StreamWords(String text, Set<Integer> streaming) {
  /** In parentheses after these, FROM belongs to a function call. */
  private static final Set<String> FROM_FUNCTIONS =
      Set.of("EXTRACT", "SUBSTRING", "SUBSTR", "TRIM", "OVERLAY");

  private static final Set<String> CLAUSES_AFTER_FROM =
      Set.of(
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "SORT",
          "CLUSTER",
          "DISTRIBUTE",
          "LIMIT",
          "OFFSET",
          "WINDOW",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "MINUS",
          "SELECT");

  /** After these, a plain {@code stream} is a table of that name. */
  private static final Set<String> AFTER_A_NAME =
      Set.of(
          "WHERE",
          "GROUP",
          "HAVING",
          "ORDER",
          "SORT",
          "CLUSTER",
          "DISTRIBUTE",
          "LIMIT",
          "OFFSET",
          "WINDOW",
          "UNION",
          "INTERSECT",
          "EXCEPT",
          "MINUS",
          "SELECT",
          "JOIN",
          "INNER",
          "CROSS",
          "LEFT",
          "RIGHT",
          "FULL",
          "NATURAL",
          "SEMI",
          "ANTI",
          "ON",
          "USING",
          "LATERAL",
          "PIVOT",
          "UNPIVOT",
          "TABLESAMPLE",
          "AS",
          "FOR",
          "VERSION",
          "TIMESTAMP",
          "SYSTEM_VERSION",
          "SYSTEM_TIME",
          "<EOF>",
          ",",
          ")",
          ";",
          ".",
          "|>");

  StreamWords {
    streaming = Set.copyOf(streaming);
  }

  static StreamWords of(String query) {
    if (!query.toLowerCase(Locale.ROOT).contains("stream")) {
      return new StreamWords(query, Set.of());
    }
    return new Scan(query).run();
  }

  private static final class Scan {
    private final int[] characters;
    private final List<? extends Token> tokens;
    private final Set<Integer> streaming = new HashSet<>();

    /** For each open parenthesis, and the query itself: are we in a FROM clause? */
    private final Deque<Level> levels = new ArrayDeque<>();

    Scan(String query) {
      characters = query.codePoints().toArray();
      SqlBaseLexer lexer = new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(query)));
      lexer.removeErrorListeners();
      tokens =
          lexer.getAllTokens().stream()
              .filter(t -> t.getChannel() == Token.DEFAULT_CHANNEL)
              .toList();
    }

    StreamWords run() {
      levels.push(new Level(false));
      for (int i = 0; i < tokens.size(); i++) {
        if (isStreamWord(i)) {
          takeOut(i);
        }
        follow(i);
      }
      return new StreamWords(new String(characters, 0, characters.length), streaming);
    }

    private boolean isStreamWord(int i) {
      if (tokens.get(i).getType() != SqlBaseLexer.IDENTIFIER || !word(i).equals("STREAM")) {
        return false;
      }
      boolean first =
          switch (word(i - 1)) {
            case "FROM" -> levels.peek().inFrom && !word(i - 2).equals("DISTINCT");
            case "JOIN" -> true;
            case ",", "(", "LATERAL" -> levels.peek().inFrom;
            default -> false;
          };
      return first && !AFTER_A_NAME.contains(word(i + 1));
    }

    private void takeOut(int i) {
      blank(tokens.get(i));
      int relation = i + 1;
      if (word(relation).equals("(")) {
        blank(tokens.get(relation));
        int close = matching(relation);
        if (close < tokens.size()) {
          blank(tokens.get(close));
        }
        relation++;
      }
      if (relation < tokens.size()) {
        streaming.add(tokens.get(relation).getStartIndex());
      }
    }

    private int matching(int open) {
      int depth = 0;
      for (int i = open; i < tokens.size(); i++) {
        depth += word(i).equals("(") ? 1 : word(i).equals(")") ? -1 : 0;
        if (depth == 0) {
          return i;
        }
      }
      return tokens.size();
    }

    private void blank(Token token) {
      for (int at = token.getStartIndex(); at <= token.getStopIndex(); at++) {
        characters[at] = ' ';
      }
    }

    private void follow(int i) {
      String word = word(i);
      Level level = levels.peek();
      if (word.equals("(")) {
        boolean call = FROM_FUNCTIONS.contains(word(i - 1));
        Level inner = new Level(call);
        inner.inFrom = level.inFrom && Set.of("FROM", ",", "(", "JOIN").contains(word(i - 1));
        levels.push(inner);
      } else if (word.equals(")") && levels.size() > 1) {
        levels.pop();
      } else if (word.equals("FROM") && !level.call && !word(i - 1).equals("DISTINCT")) {
        level.inFrom = true;
      } else if (CLAUSES_AFTER_FROM.contains(word)) {
        level.inFrom = false;
      }
    }

    private String word(int i) {
      if (i < 0) {
        return "";
      }
      return i < tokens.size() ? tokens.get(i).getText().toUpperCase(Locale.ROOT) : "<EOF>";
    }
  }

  private static final class Level {
    private final boolean call;
    private boolean inFrom;

    Level(boolean call) {
      this.call = call;
    }
  }
}
