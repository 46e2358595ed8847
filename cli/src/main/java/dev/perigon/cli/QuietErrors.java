package dev.perigon.cli;

import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Standard error for libraries: the JDK's XML parser prints a line there for every malformed value,
 * which is told, or NULL, anyway.
 */
final class QuietErrors extends FilterOutputStream {
  private static final byte[] NOISE = "[Fatal Error] ".getBytes(StandardCharsets.UTF_8);

  private final ByteArrayOutputStream start = new ByteArrayOutputStream();
  private boolean passing;
  private boolean dropping;

  private QuietErrors(OutputStream out) {
    super(out);
  }

  static PrintStream over(OutputStream out) {
    return new PrintStream(new QuietErrors(out), true, StandardCharsets.UTF_8);
  }

  @Override
  public synchronized void write(int b) throws IOException {
    if (!passing && !dropping) {
      start.write(b);
      decide();
    } else if (passing) {
      out.write(b);
    }
    if (b == '\n') {
      passing = false;
      dropping = false;
    }
  }

  /** A line that begins otherwise passes at once. */
  private void decide() throws IOException {
    byte[] seen = start.toByteArray();
    int last = seen.length - 1;
    passing = seen[last] != NOISE[last];
    dropping = !passing && seen.length == NOISE.length;
    if (passing) {
      out.write(seen);
    }
    if (passing || dropping) {
      start.reset();
    }
  }
}
