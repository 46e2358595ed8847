package dev.perigon.cli;

import java.io.OutputStream;
import java.io.PrintStream;

/** Standard output that notices when its reader has gone; a PrintStream alone never tells. */
final class PipeOutput extends OutputStream {
  private static final int CHECK_EVERY = 1 << 16;

  private final PrintStream out;
  private long unchecked;

  PipeOutput(PrintStream out) {
    this.out = out;
  }

  @Override
  public void write(int b) {
    out.write(b);
    count(1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    out.write(bytes, offset, length);
    count(length);
  }

  private void count(int length) {
    unchecked += length;
    if (unchecked >= CHECK_EVERY) {
      unchecked = 0;
      flush();
    }
  }

  @Override
  public void flush() {
    if (out.checkError()) {
      throw new BrokenPipeException();
    }
  }
}
