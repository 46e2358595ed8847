package dev.perigon.sql.statement;

import dev.perigon.sql.catalyst.SqlToken;
import dev.perigon.sql.catalyst.SqlToken.Kind;
import dev.perigon.sql.catalyst.SqlTokens;
import dev.perigon.sql.error.Origin;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Moves through the tokens of one file. */
final class TokenReader {
  private final String file;
  private final String sql;
  private final List<SqlToken> tokens;
  private int position;

  TokenReader(String file, String sql) {
    this.file = file;
    this.sql = sql.startsWith("\uFEFF") ? sql.substring(1) : sql;
    this.tokens = SqlTokens.of(this.sql);
  }

  SqlToken peek() {
    return peek(0);
  }

  SqlToken peek(int ahead) {
    return tokens.get(Math.max(0, Math.min(position + ahead, tokens.size() - 1)));
  }

  SqlToken next() {
    SqlToken token = peek();
    position = Math.min(position + 1, tokens.size() - 1);
    return token;
  }

  /** Where the next token stands. */
  Origin origin() {
    return origin(peek());
  }

  Origin origin(SqlToken token) {
    return new Origin(file, token.line(), token.column());
  }

  /** True when these words and signs come next. */
  boolean at(String... words) {
    for (int i = 0; i < words.length; i++) {
      if (!peek(i).is(words[i])) {
        return false;
      }
    }
    return true;
  }

  boolean atAnyOf(String... words) {
    for (String word : words) {
      if (peek().is(word)) {
        return true;
      }
    }
    return false;
  }

  boolean atEndOfStatement() {
    return peek().kind() == Kind.END || at(";");
  }

  boolean accept(String... words) {
    if (!at(words)) {
      return false;
    }
    position += words.length;
    return true;
  }

  /** Reads these words one by one, or fails at the first that differs. */
  void expect(String remedy, String... words) {
    for (String word : words) {
      if (!accept(word)) {
        throw StatementErrors.expected(this, String.join(" ", words), List.of(word), remedy);
      }
    }
  }

  /** A plain or back-quoted name. */
  String name(String what, String remedy) {
    Kind kind = peek().kind();
    if (kind == Kind.WORD || kind == Kind.QUOTED_NAME) {
      return next().value();
    }
    throw StatementErrors.expected(this, what, List.of(), remedy);
  }

  /** One to three names with dots between them. */
  List<String> qualifiedName(String what, String remedy) {
    List<String> parts = new ArrayList<>();
    Origin start = origin();
    do {
      parts.add(name(what, remedy));
    } while (accept("."));
    if (parts.size() > 3) {
      throw StatementErrors.tooManyNameParts(file, String.join(".", parts), start);
    }
    return parts;
  }

  String string(String what, String remedy) {
    if (peek().kind() != Kind.STRING) {
      throw StatementErrors.expected(this, what, List.of(), remedy);
    }
    SqlToken token = next();
    checkNotDoubled(token);
    return token.value();
  }

  /** Spark 4.0 reads 'it''s' as 'it' and 's' and joins them: nobody means that. */
  private void checkNotDoubled(SqlToken token) {
    if (token.kind() == Kind.STRING
        && peek().kind() == Kind.STRING
        && peek().start() == token.end()) {
      throw StatementErrors.doubledQuote(this, peek());
    }
  }

  /** The exact text from here to where {@code stop} first holds outside parentheses. */
  SqlText textUntil(String what, String remedy, BooleanSupplier stop) {
    SqlToken first = peek();
    SqlToken last = null;
    Deque<SqlToken> open = new ArrayDeque<>();
    while (!(open.isEmpty() && (atEndOfStatement() || stop.getAsBoolean()))) {
      track(open);
      last = next();
      checkNotDoubled(last);
    }
    if (last == null) {
      throw StatementErrors.expected(this, what, List.of(), remedy);
    }
    return new SqlText(sql.substring(first.start(), last.end()), origin(first));
  }

  private void track(Deque<SqlToken> open) {
    if (peek().kind() == Kind.UNCLOSED) {
      throw StatementErrors.unclosed(this, peek());
    }
    if (!open.isEmpty() && atEndOfStatement()) {
      throw StatementErrors.unclosedParenthesis(this, open.peek());
    }
    if (atAnyOf("(", "[")) {
      open.push(peek());
    } else if (atAnyOf(")", "]")) {
      if (open.isEmpty()) {
        throw StatementErrors.strayParenthesis(this);
      }
      open.pop();
    }
  }

  /** The exact text within the parentheses that come next, which are read too. */
  SqlText parenthesised(String what, String remedy) {
    SqlToken open = peek();
    expect(remedy, "(");
    SqlText text = textUntil(what, remedy, () -> at(")"));
    if (!accept(")")) {
      throw StatementErrors.unclosedParenthesis(this, open);
    }
    return text;
  }

  /** {@code (a, b)}: at least one name. */
  List<String> names(String what, String remedy) {
    SqlToken open = peek();
    expect(remedy, "(");
    if (at(")")) {
      throw StatementErrors.emptyList(this, what, remedy);
    }
    List<String> names = nameList(what, remedy);
    if (!accept(")")) {
      throw atEndOfStatement()
          ? StatementErrors.unclosedParenthesis(this, open)
          : StatementErrors.expected(this, ", or )", List.of(), remedy);
    }
    return names;
  }

  /** {@code a, b} without parentheses. */
  List<String> nameList(String what, String remedy) {
    List<String> names = new ArrayList<>();
    do {
      SqlToken token = peek();
      String name = name(what, remedy);
      if (names.stream().anyMatch(name::equalsIgnoreCase)) {
        throw StatementErrors.duplicate(this, token, what, name);
      }
      names.add(name);
    } while (accept(","));
    return names;
  }

  String file() {
    return file;
  }

  /** The first quote or comment of the file that nothing closes. */
  Optional<SqlToken> unclosed() {
    return tokens.stream().filter(t -> t.kind() == Kind.UNCLOSED).findFirst();
  }
}
