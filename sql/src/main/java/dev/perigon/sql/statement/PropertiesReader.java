package dev.perigon.sql.statement;

import dev.perigon.sql.catalyst.SqlToken;
import dev.perigon.sql.catalyst.SqlToken.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads {@code ('key' = 'value', a.b = 1)}. */
final class PropertiesReader {
  private static final String EXAMPLE = "Write TBLPROPERTIES ('key' = 'value', 'other' = '1')";

  private final TokenReader reader;

  PropertiesReader(TokenReader reader) {
    this.reader = reader;
  }

  Map<String, String> read() {
    Map<String, String> properties = new LinkedHashMap<>();
    SqlToken open = reader.peek();
    reader.expect(EXAMPLE, "(");
    if (reader.at(")")) {
      throw StatementErrors.emptyList(reader, "property", EXAMPLE);
    }
    do {
      SqlToken start = reader.peek();
      String key = key();
      reader.accept("=");
      if (properties.put(key, value()) != null) {
        throw StatementErrors.duplicate(reader, start, "property", key);
      }
    } while (reader.accept(","));
    if (!reader.accept(")")) {
      throw reader.atEndOfStatement()
          ? StatementErrors.unclosedParenthesis(reader, open)
          : StatementErrors.expected(reader, ", or )", List.of(), EXAMPLE);
    }
    return properties;
  }

  private String key() {
    if (reader.peek().kind() == Kind.STRING) {
      return reader.next().value();
    }
    StringBuilder key = new StringBuilder(reader.name("a property name", EXAMPLE));
    while (reader.accept(".")) {
      key.append('.').append(reader.name("a property name", EXAMPLE));
    }
    return key.toString();
  }

  private String value() {
    SqlToken token = reader.peek();
    if (token.kind() == Kind.STRING || token.kind() == Kind.NUMBER) {
      return reader.next().value();
    }
    if (reader.atAnyOf("TRUE", "FALSE")) {
      return reader.next().text().toLowerCase(Locale.ROOT);
    }
    throw StatementErrors.expected(reader, "a value in quotes", List.of(), EXAMPLE);
  }
}
