package dev.perigon.pipelines;

import dev.perigon.sql.error.Origin;
import dev.perigon.sql.statement.SqlText;

/** Puts SQL around a piece of a project so that complaints about the piece have its true place. */
final class PlacedText {
  private PlacedText() {}

  /**
   * {@code text} between {@code before}, which is one line, and {@code after}. Exact unless {@code
   * text} stands so early in its file that nothing can stand before it.
   */
  static SqlText after(String before, SqlText text, String after) {
    Origin place = text.origin();
    int blanks = place.column() - 1;
    String start;
    if (blanks > before.length()) {
      start = before + " ".repeat(blanks - before.length());
      place = new Origin(place.file(), place.line(), 1);
    } else if (place.line() > 1) {
      start = before + "\n" + " ".repeat(blanks);
      place = new Origin(place.file(), place.line() - 1, 1);
    } else {
      start = before + " ";
    }
    return new SqlText(start + text.text() + "\n" + after, place);
  }
}
