package dev.perigon.sql.catalyst;

import dev.perigon.sql.catalyst.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.Token;
import org.apache.spark.sql.catalyst.parser.SqlBaseLexer;
import org.apache.spark.sql.catalyst.parser.UpperCaseCharStream;
import org.apache.spark.sql.catalyst.util.SparkParserUtils$;

/**
 * Splits SQL into tokens with Spark's own lexer, so strings, comments and back-quotes are right.
 */
public final class SqlTokens {
  private final String sql;
  private final SqlBaseLexer lexer;
  private final boolean plain;
  private int codePoints;
  private int characters;

  private SqlTokens(String sql) {
    this.sql = sql;
    this.lexer = new SqlBaseLexer(new UpperCaseCharStream(CharStreams.fromString(sql)));
    this.lexer.removeErrorListeners();
    this.plain = sql.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }

  /** All tokens but white space and comments, in order; the last one is {@link Kind#END}. */
  public static List<SqlToken> of(String sql) {
    return new SqlTokens(sql).read();
  }

  private List<SqlToken> read() {
    List<SqlToken> tokens = new ArrayList<>();
    for (Token token = lexer.nextToken(); ; token = lexer.nextToken()) {
      if (token.getType() == Token.EOF) {
        tokens.add(token(Kind.END, token, ""));
        return tokens;
      } else if (token.getType() == SqlBaseLexer.BRACKETED_COMMENT
          && lexer.has_unclosed_bracketed_comment) {
        tokens.add(token(Kind.UNCLOSED, token, "/*"));
      } else if (token.getChannel() == Token.DEFAULT_CHANNEL) {
        tokens.add(token(kind(token), token, token.getText()));
      }
    }
  }

  private SqlToken token(Kind kind, Token token, String text) {
    int start = offset(token.getStartIndex());
    String value =
        switch (kind) {
          case STRING -> SparkParserUtils$.MODULE$.unescapeSQLString(text);
          case QUOTED_NAME -> text.substring(1, text.length() - 1).replace("``", "`");
          default -> text;
        };
    int column = token.getCharPositionInLine() + 1;
    return new SqlToken(kind, text, value, start, start + text.length(), token.getLine(), column);
  }

  /** ANTLR counts code points; tokens come in order, so counting goes on from the last one. */
  private int offset(int codePoint) {
    if (plain) {
      return codePoint;
    }
    characters = sql.offsetByCodePoints(characters, codePoint - codePoints);
    codePoints = codePoint;
    return characters;
  }

  private static Kind kind(Token token) {
    return switch (token.getType()) {
      case SqlBaseLexer.STRING_LITERAL, SqlBaseLexer.DOUBLEQUOTED_STRING -> Kind.STRING;
      case SqlBaseLexer.BACKQUOTED_IDENTIFIER -> Kind.QUOTED_NAME;
      case SqlBaseLexer.BIGINT_LITERAL,
          SqlBaseLexer.SMALLINT_LITERAL,
          SqlBaseLexer.TINYINT_LITERAL,
          SqlBaseLexer.INTEGER_VALUE,
          SqlBaseLexer.EXPONENT_VALUE,
          SqlBaseLexer.DECIMAL_VALUE,
          SqlBaseLexer.FLOAT_LITERAL,
          SqlBaseLexer.DOUBLE_LITERAL,
          SqlBaseLexer.BIGDECIMAL_LITERAL ->
          Kind.NUMBER;
      case SqlBaseLexer.IDENTIFIER -> Kind.WORD;
      case SqlBaseLexer.UNRECOGNIZED ->
          "'\"`".contains(token.getText()) ? Kind.UNCLOSED : Kind.SYMBOL;
      default -> Character.isLetter(token.getText().charAt(0)) ? Kind.WORD : Kind.SYMBOL;
    };
  }
}
