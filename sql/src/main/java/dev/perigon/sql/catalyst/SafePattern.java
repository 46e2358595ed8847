package dev.perigon.sql.catalyst;

import java.util.Optional;

/**
 * A regular expression that means the same to Java and to DuckDB's RE2. Only a plain subset is
 * taken: characters, classes, groups, alternatives and quantifiers. Where the two differ inside it
 * (the dot, {@code \s}, the dollar) the text for RE2 is spelled out.
 *
 * @param re2 the pattern for RE2
 * @param groups how many capturing groups it has
 * @param isNullable whether it may match an empty text
 */
record SafePattern(String re2, int groups, boolean isNullable) {
  /** The pattern, or empty when Java must do it. */
  static Optional<SafePattern> of(String pattern) {
    try {
      return Optional.of(new Reader(pattern).read());
    } catch (Unsafe | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static final class Unsafe extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unsafe() {
      super(null, null, false, false);
    }
  }

  /** Reads by recursive descent, writing RE2 as it goes. */
  private static final class Reader {
    private static final String ESCAPED = "\\.[]{}()*+-?^$|/ ,:;'\"@#%&=!<>~_";
    private static final String PLAIN = " ,:;'\"@#%&=!<>~_-/";
    private static final String SPACES = " \\t\\n\\x0B\\f\\r";
    private static final String LINE_ENDS = "\\n\\r\\x{85}\\x{2028}\\x{2029}";

    private final String pattern;
    private final StringBuilder re2 = new StringBuilder();
    private int at;
    private int groups;

    Reader(String pattern) {
      this.pattern = pattern;
    }

    SafePattern read() {
      boolean nullable = alternatives(true);
      if (at < pattern.length()) {
        throw new Unsafe();
      }
      return new SafePattern(re2.toString(), groups, nullable);
    }

    private boolean alternatives(boolean outermost) {
      boolean nullable = sequence(outermost);
      while (accept('|')) {
        re2.append('|');
        nullable |= sequence(false);
      }
      return nullable;
    }

    private boolean sequence(boolean outermost) {
      boolean nullable = true;
      if (outermost && accept('^')) {
        re2.append('^');
      }
      while (at < pattern.length() && peek() != '|' && peek() != ')') {
        nullable &= repeated();
      }
      return nullable;
    }

    private boolean repeated() {
      boolean group = peek() == '(';
      int before = groups;
      boolean nullable = atom();
      if (at == pattern.length() || "*+?{".indexOf(peek()) < 0) {
        return nullable;
      }
      if (group && (nullable || groups > before)) {
        throw new Unsafe();
      }
      boolean mayBeAbsent = quantifier();
      if (at < pattern.length() && "*+?{".indexOf(peek()) >= 0) {
        throw new Unsafe();
      }
      return nullable || mayBeAbsent;
    }

    /** True when none will do. */
    private boolean quantifier() {
      char c = next();
      re2.append(c);
      if (c == '{') {
        return counted();
      }
      lazy();
      return c != '+';
    }

    private boolean counted() {
      int low = number();
      if (accept(',')) {
        re2.append(',');
        if (peek() != '}') {
          number();
        }
      }
      if (!accept('}')) {
        throw new Unsafe();
      }
      re2.append('}');
      lazy();
      return low == 0;
    }

    private void lazy() {
      if (at < pattern.length() && peek() == '?') {
        re2.append(next());
      }
    }

    private int number() {
      int start = at;
      while (Character.digit(peek(), 10) >= 0 && peek() < 128) {
        at++;
      }
      if (at == start || at - start > 3) {
        throw new Unsafe();
      }
      re2.append(pattern, start, at);
      return Integer.parseInt(pattern.substring(start, at));
    }

    private boolean atom() {
      char c = next();
      if (c == '(') {
        return group();
      } else if (c == '[') {
        characterClass();
      } else if (c == '.') {
        re2.append("[^").append(LINE_ENDS).append(']');
      } else if (c == '\\') {
        escape();
      } else if (isPlain(c)) {
        re2.append(c);
      } else {
        throw new Unsafe();
      }
      return false;
    }

    private boolean group() {
      if (accept('?')) {
        if (!accept(':')) {
          throw new Unsafe();
        }
        re2.append("(?:");
      } else {
        groups++;
        re2.append('(');
      }
      boolean nullable = alternatives(false);
      if (!accept(')')) {
        throw new Unsafe();
      }
      re2.append(')');
      return nullable;
    }

    private void escape() {
      char c = next();
      if (c == 'd') {
        re2.append("[0-9]");
      } else if (c == 'w') {
        re2.append("[0-9A-Za-z_]");
      } else if (c == 's') {
        re2.append('[').append(SPACES).append(']');
      } else if (c == 'D') {
        re2.append("[^0-9]");
      } else if (c == 'W') {
        re2.append("[^0-9A-Za-z_]");
      } else if (c == 'S') {
        re2.append("[^").append(SPACES).append(']');
      } else {
        re2.append(literalEscape(c));
      }
    }

    private static String literalEscape(char c) {
      if ("tnrf".indexOf(c) >= 0) {
        return "\\" + c;
      }
      if (ESCAPED.indexOf(c) < 0) {
        throw new Unsafe();
      }
      return "\\x%02x".formatted((int) c);
    }

    /** Letters, digits, ranges of them and escapes; Java's unions and intersections are not. */
    private void characterClass() {
      re2.append('[');
      if (accept('^')) {
        re2.append('^');
      }
      boolean empty = true;
      while (peek() != ']') {
        classPart();
        empty = false;
      }
      next();
      if (empty) {
        throw new Unsafe();
      }
      re2.append(']');
    }

    private void classPart() {
      char c = next();
      if (c == '\\') {
        classEscape();
      } else if (c == '-') {
        // Between two parts it would be read as a range, so it must be first or last.
        if (peek() != ']' && pattern.charAt(at - 2) != '[' && pattern.charAt(at - 2) != '^') {
          throw new Unsafe();
        }
        re2.append("\\-");
      } else if (isAlphanumeric(c) && peek() == '-' && isAlphanumeric(pattern.charAt(at + 1))) {
        at++;
        re2.append(c).append('-').append(next());
      } else if (isPlain(c) || ".*+?()|{}$".indexOf(c) >= 0) {
        if (peek() == '-' && pattern.charAt(at + 1) != ']') {
          throw new Unsafe();
        }
        re2.append(isPlain(c) && c != '-' ? String.valueOf(c) : "\\x%02x".formatted((int) c));
      } else {
        throw new Unsafe();
      }
    }

    private void classEscape() {
      char c = next();
      if (peek() == '-' && pattern.charAt(at + 1) != ']') {
        throw new Unsafe();
      }
      switch (c) {
        case 'd' -> re2.append("0-9");
        case 'w' -> re2.append("0-9A-Za-z_");
        case 's' -> re2.append(SPACES);
        default -> re2.append(literalEscape(c));
      }
    }

    private static boolean isAlphanumeric(char c) {
      return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static boolean isPlain(char c) {
      return isAlphanumeric(c) || PLAIN.indexOf(c) >= 0;
    }

    private boolean accept(char c) {
      if (at < pattern.length() && peek() == c) {
        at++;
        return true;
      }
      return false;
    }

    private char peek() {
      return pattern.charAt(at);
    }

    private char next() {
      return pattern.charAt(at++);
    }
  }
}
