package dev.perigon.engine.files.csv;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** A text in any encoding as UTF-8, without its byte order mark. */
final class TranscodedStream extends InputStream {
  private final Reader reader;
  private final char[] chars = new char[8192];
  private byte[] buffer = new byte[0];
  private int position;
  private boolean started;

  TranscodedStream(InputStream in, Charset charset) {
    this.reader = new InputStreamReader(in, charset);
  }

  @Override
  public int read() throws IOException {
    return position < buffer.length || fill() ? buffer[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (position == buffer.length && !fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.length - position);
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    int count = reader.read(chars, 0, chars.length - 1);
    if (count <= 0) {
      return false;
    }
    if (Character.isHighSurrogate(chars[count - 1])) {
      int low = reader.read();
      if (low >= 0) {
        chars[count++] = (char) low;
      }
    }
    int from = !started && chars[0] == '\uFEFF' ? 1 : 0;
    started = true;
    buffer = new String(chars, from, count - from).getBytes(StandardCharsets.UTF_8);
    position = 0;
    return buffer.length > 0 || fill();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
