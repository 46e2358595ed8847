package dev.perigon.sql.catalyst;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perigon.sql.catalyst.SqlToken.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TestSqlTokens {
  @Test
  void tellsWordsNamesStringsNumbersAndSignsApart() {
    assertThat(SqlTokens.of("select `a``b`, 'it\\'s', \"x\", 1.5e3 from t;"))
        .extracting(SqlToken::kind)
        .containsExactly(
            Kind.WORD,
            Kind.QUOTED_NAME,
            Kind.SYMBOL,
            Kind.STRING,
            Kind.SYMBOL,
            Kind.STRING,
            Kind.SYMBOL,
            Kind.NUMBER,
            Kind.WORD,
            Kind.WORD,
            Kind.SYMBOL,
            Kind.END);
    assertThat(SqlTokens.of("`a``b` 'it\\'s' r'\\n' \"x\""))
        .extracting(SqlToken::value)
        .containsExactly("a`b", "it's", "\\n", "x", "");
  }

  @Test
  void skipsCommentsAlsoNestedOnes() {
    assertThat(texts("a -- b; 'c\n/* d /* e; */ f */ g")).containsExactly("a", "g", "");
  }

  @Test
  void keepsSemicolonsInStringsAndNamesTogether() {
    assertThat(texts("'a;b' `c;d` \"e;f\";")).containsExactly("'a;b'", "`c;d`", "\"e;f\"", ";", "");
  }

  @Test
  void countsLinesAndColumnsFromOneAndOffsetsInJavaCharacters() {
    String sql = "'😀' x\r\n  y";
    List<SqlToken> tokens = SqlTokens.of(sql);
    assertThat(tokens).extracting(SqlToken::line).containsExactly(1, 1, 2, 2);
    assertThat(tokens).extracting(SqlToken::column).containsExactly(1, 5, 3, 4);
    assertThat(tokens)
        .extracting(t -> sql.substring(t.start(), t.end()))
        .containsExactly("'😀'", "x", "y", "");
  }

  @Test
  void marksQuotesAndCommentsThatNothingCloses() {
    for (String sql : List.of("a 'b", "a \"b", "a `b", "a /* b /* c */", "a /* b")) {
      SqlToken token = SqlTokens.of(sql).get(1);
      assertThat(token.kind()).as(sql).isEqualTo(Kind.UNCLOSED);
      assertThat(token.column()).as(sql).isEqualTo(3);
    }
  }

  @Test
  void givesTheEndAloneForAnEmptyText() {
    assertThat(texts("")).containsExactly("");
    assertThat(texts(" -- nothing")).containsExactly("");
  }

  private static List<String> texts(String sql) {
    return SqlTokens.of(sql).stream().map(SqlToken::text).toList();
  }
}
