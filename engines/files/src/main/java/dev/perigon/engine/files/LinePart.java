package dev.perigon.engine.files;

import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a stream that start after one offset and up to another: parts that share their
 * offsets share no line and miss none.
 */
final class LinePart extends InputStream {
  private final InputStream in;
  private final long end;
  private final byte[] buffer = new byte[1 << 16];
  private long offset;
  private int position;
  private int limit;
  private boolean done;

  /**
   * @param in stands at {@code start}; with 0 the first line belongs to the part
   */
  LinePart(InputStream in, long start, long end) throws IOException {
    this.in = in;
    this.offset = start;
    this.end = end;
    if (start > 0) {
      skipLine();
    }
  }

  private void skipLine() throws IOException {
    int b = take();
    while (b >= 0 && b != '\n' && b != '\r') {
      b = take();
    }
    if (b == '\r' && peek() == '\n') {
      take();
    }
    done = b < 0 || here() > end;
  }

  /** The offset of the next byte. */
  private long here() {
    return offset + position;
  }

  @Override
  public int read() throws IOException {
    if (done) {
      return -1;
    }
    boolean last = here() >= end;
    int b = take();
    if (b < 0 || last && (b == '\n' || b == '\r' && peek() != '\n')) {
      done = true;
    }
    return b;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!done && here() < end && (position < limit || fill())) {
      int count = (int) Math.min(Math.min(length, limit - position), end - here());
      System.arraycopy(buffer, position, target, from, count);
      position += count;
      return count;
    }
    int count = 0;
    while (count < length) {
      int b = read();
      if (b < 0) {
        break;
      }
      target[from + count++] = (byte) b;
    }
    return count == 0 ? -1 : count;
  }

  private int take() throws IOException {
    return position < limit || fill() ? buffer[position++] & 0xFF : -1;
  }

  private int peek() throws IOException {
    return position < limit || fill() ? buffer[position] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    offset += limit;
    position = 0;
    limit = Math.max(0, in.read(buffer, 0, buffer.length));
    return limit > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
