package dev.perigon.engine.files.csv;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Splits a record into fields; a record whose quotes are still open can be resumed. */
final class FieldSplitter {
  enum State {
    DONE,
    OPEN,
    BROKEN
  }

  private final CsvOptions options;
  private final char quote;
  private final boolean quoting;
  private final List<String> fields = new ArrayList<>();
  private final StringBuilder value = new StringBuilder();
  private CharSequence text;
  private int position;
  private boolean inQuotes;

  FieldSplitter(CsvOptions options) {
    this.options = options;
    this.quoting = options.quote().isPresent();
    this.quote = options.quote().orElse('\0');
  }

  State split(String record) {
    fields.clear();
    value.setLength(0);
    position = 0;
    inQuotes = false;
    text = record;
    return go();
  }

  /** Goes on where {@link #split} stopped; {@code record} has grown at its end. */
  State resume(StringBuilder record) {
    text = record;
    return go();
  }

  private State go() {
    while (true) {
      if (!inQuotes) {
        startField();
      }
      State state = inQuotes ? quoted() : unquoted();
      if (state != null) {
        return state;
      }
    }
  }

  /** The fields of the record that was split; null for nothing at all. */
  List<String> fields() {
    return Collections.unmodifiableList(new ArrayList<>(fields));
  }

  /** Spaces before a quote do not count, as in DuckDB's reader; Spark would keep the quotes. */
  private void startField() {
    int start = options.trimLeft() ? skipBlanks(position) : skipSpaces(position);
    if (quoting && start < text.length() && text.charAt(start) == quote) {
      inQuotes = true;
      value.setLength(0);
      position = start + 1;
    }
  }

  private int skipSpaces(int from) {
    int end = from;
    while (end < text.length()
        && text.charAt(end) == ' '
        && !startsWith(options.delimiter(), end)) {
      end++;
    }
    return end;
  }

  private State quoted() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (escapes(c)) {
        value.append(text.charAt(position + 1));
        position += 2;
      } else if (c == quote) {
        position++;
        return afterQuote();
      } else {
        value.append(c);
        position++;
      }
    }
    return State.OPEN;
  }

  private boolean escapes(char c) {
    if (c != options.escape() || position + 1 >= text.length()) {
      return false;
    }
    char next = text.charAt(position + 1);
    return next == quote || next == options.escape();
  }

  private State afterQuote() {
    inQuotes = false;
    fields.add(value.toString());
    int end = skipBlanks(position);
    if (end == text.length()) {
      return State.DONE;
    }
    if (!startsWith(options.delimiter(), end)) {
      return State.BROKEN;
    }
    position = end + options.delimiter().length();
    return null;
  }

  private State unquoted() {
    int found =
        text instanceof String line
            ? line.indexOf(options.delimiter(), position)
            : ((StringBuilder) text).indexOf(options.delimiter(), position);
    int end = found < 0 ? text.length() : found;
    String field = trimmed(text.subSequence(position, end).toString());
    fields.add(field.isEmpty() ? null : field);
    position = end + options.delimiter().length();
    return end == text.length() ? State.DONE : null;
  }

  private String trimmed(String field) {
    String left = options.trimLeft() ? field.stripLeading() : field;
    return options.trimRight() ? left.stripTrailing() : left;
  }

  private int skipBlanks(int from) {
    int end = from;
    while (end < text.length()
        && (text.charAt(end) == ' ' || text.charAt(end) == '\t')
        && !startsWith(options.delimiter(), end)) {
      end++;
    }
    return end;
  }

  private boolean startsWith(String part, int from) {
    if (part.length() > text.length() - from) {
      return false;
    }
    for (int i = 0; i < part.length(); i++) {
      if (text.charAt(from + i) != part.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
