package dev.perigon.engine.files.csv;

import dev.perigon.engine.files.SourceRows;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;

/** The lines of a text file, one row each. */
public final class TextLines implements SourceRows {
  private final String file;
  private final Charset charset;
  private final PhysicalLines lines;

  public TextLines(String file, InputStream in, Charset charset) throws IOException {
    this.file = file;
    this.charset = charset;
    this.lines = new PhysicalLines(in, charset);
  }

  /** The next line without its end, as the only value of a row. */
  @Override
  public Object[] next() throws IOException {
    PhysicalLines.Line line = lines.next();
    if (line == null) {
      return null;
    }
    if (!line.valid()) {
      throw CsvErrors.broken(file, line.number(), "it is not valid " + charset.name());
    }
    return new Object[] {line.text()};
  }

  /** Whether a byte that ends a line in ASCII ends one in {@code charset}, and no other does. */
  public static boolean endsLinesByBytes(Charset charset) {
    return PhysicalLines.endsLinesByBytes(charset);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
