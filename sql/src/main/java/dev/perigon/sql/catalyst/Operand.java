package dev.perigon.sql.catalyst;

/** Puts parentheses around a text that could fall apart as part of a larger one. */
final class Operand {
  private Operand() {}

  static String of(String text) {
    return isWhole(text) ? text : "(" + text + ")";
  }

  /** A word, number or string, a call, or something in parentheses. */
  private static boolean isWhole(String text) {
    int at = 0;
    while (at < text.length() && isWord(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      return true;
    }
    char next = text.charAt(at);
    if (next == '(') {
      return end(text, at) == text.length();
    }
    return at == 0 && (next == '\'' || next == '"') && endOfQuote(text, 0) == text.length();
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  /** The index after the parenthesis that closes the one at {@code open}. */
  private static int end(String text, int open) {
    int depth = 0;
    for (int at = open; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\'' || c == '"') {
        at = endOfQuote(text, at) - 1;
      } else if (c == '(') {
        depth++;
      } else if (c == ')' && --depth == 0) {
        return at + 1;
      }
    }
    return -1;
  }

  private static int endOfQuote(String text, int open) {
    char quote = text.charAt(open);
    for (int at = open + 1; at < text.length(); at++) {
      if (text.charAt(at) == quote) {
        if (at + 1 < text.length() && text.charAt(at + 1) == quote) {
          at++;
        } else {
          return at + 1;
        }
      }
    }
    return -1;
  }
}
