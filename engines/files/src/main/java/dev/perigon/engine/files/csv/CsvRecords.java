package dev.perigon.engine.files.csv;

import dev.perigon.engine.files.csv.PhysicalLines.Line;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The records of a CSV file. Line breaks may stand within quotes. A record with broken quotes ends
 * with its first line, so that it cannot swallow the records after it.
 */
final class CsvRecords implements AutoCloseable {
  /** Longer quoted values are taken for a quote that never ends. */
  private static final int MAX_RECORD = 1 << 22;

  private final CsvOptions options;
  private final PhysicalLines lines;
  private final FieldSplitter splitter;

  CsvRecords(InputStream in, CsvOptions options) throws IOException {
    this.options = options;
    this.lines = new PhysicalLines(in, options.charset());
    this.splitter = new FieldSplitter(options);
    for (int i = 0; i < options.skipRows(); i++) {
      lines.next();
    }
  }

  /** The next record, or null at the end; blank lines and comments are passed over. */
  CsvRecord next() throws IOException {
    Line line = lines.next();
    while (line != null && ignored(line.text())) {
      line = lines.next();
    }
    return line == null ? null : record(line);
  }

  private boolean ignored(String line) {
    return line.isBlank()
        || options.comment().isPresent() && line.charAt(0) == options.comment().get();
  }

  private CsvRecord record(Line first) throws IOException {
    FieldSplitter.State state = splitter.split(first.text());
    if (state == FieldSplitter.State.DONE && first.valid()) {
      return new CsvRecord(first.number(), splitter.fields(), first.text(), Optional.empty());
    }
    var text = new StringBuilder(first.text());
    var more = new ArrayList<Line>();
    Line last = first;
    while (state == FieldSplitter.State.OPEN && text.length() < MAX_RECORD) {
      Line next = lines.next();
      if (next == null) {
        break;
      }
      more.add(next);
      text.append(last.end()).append(next.text());
      last = next;
      state = splitter.resume(text);
    }
    boolean valid = first.valid() && more.stream().allMatch(Line::valid);
    if (state == FieldSplitter.State.DONE && valid) {
      return new CsvRecord(first.number(), splitter.fields(), text.toString(), Optional.empty());
    }
    return broken(first, more, state);
  }

  private CsvRecord broken(Line first, List<Line> more, FieldSplitter.State state) {
    lines.pushBack(more);
    String problem =
        state == FieldSplitter.State.OPEN
            ? "a quote is opened and never closed"
            : state == FieldSplitter.State.BROKEN
                ? "text follows a closing quote"
                : "it is not valid " + options.charset().name();
    return new CsvRecord(first.number(), List.of(), first.text(), Optional.of(problem));
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
