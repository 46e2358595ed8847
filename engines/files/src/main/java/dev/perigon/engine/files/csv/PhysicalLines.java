package dev.perigon.engine.files.csv;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The lines of a file, ended by LF, CRLF or CR, numbered from 1 as in an editor. */
final class PhysicalLines implements AutoCloseable {
  /**
   * @param end the line end as in the file; empty for a last line without one
   * @param valid false when the bytes are not text in the file's encoding
   */
  record Line(long number, String text, String end, boolean valid) {}

  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final Deque<Line> returned = new ArrayDeque<>();
  private byte[] buffer = new byte[1 << 16];
  private int position;
  private int limit;
  private long count;

  PhysicalLines(InputStream in, Charset charset) throws IOException {
    boolean bytewise = endsLinesByBytes(charset);
    // Encodings whose line ends are other bytes are turned into UTF-8 first.
    this.in = bytewise ? in : new TranscodedStream(in, charset);
    this.charset = bytewise ? charset : StandardCharsets.UTF_8;
    this.decoder =
        this.charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    skipByteOrderMark();
  }

  static boolean endsLinesByBytes(Charset charset) {
    return charset.canEncode() && Arrays.equals("\r\n".getBytes(charset), new byte[] {'\r', '\n'});
  }

  /** The next line, or null at the end. */
  Line next() throws IOException {
    return returned.isEmpty() ? read() : returned.pop();
  }

  /** Gives lines back, to be read again in the same order. */
  void pushBack(List<Line> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      returned.push(lines.get(i));
    }
  }

  private void skipByteOrderMark() throws IOException {
    while (limit < 3 && fill()) {
      // A stream may give a byte at a time.
    }
    boolean marked =
        charset.equals(StandardCharsets.UTF_8)
            && limit >= 3
            && buffer[0] == (byte) 0xEF
            && buffer[1] == (byte) 0xBB
            && buffer[2] == (byte) 0xBF;
    position = marked ? 3 : 0;
  }

  private Line read() throws IOException {
    int length = 0;
    while (true) {
      while (position + length < limit && !endsLine(buffer[position + length])) {
        length++;
      }
      if (position + length < limit) {
        return ended(length);
      }
      if (!fill()) {
        return length == 0 ? null : line(length, "");
      }
    }
  }

  private static boolean endsLine(byte b) {
    return b == '\n' || b == '\r';
  }

  private Line ended(int length) throws IOException {
    if (buffer[position + length] == '\n') {
      return line(length, "\n");
    }
    boolean more = position + length + 1 < limit || fill();
    return line(length, more && buffer[position + length + 1] == '\n' ? "\r\n" : "\r");
  }

  private Line line(int length, String end) {
    int start = position;
    position += length + end.length();
    if (charset.equals(StandardCharsets.UTF_8) && isAscii(start, length)) {
      var text = new String(buffer, start, length, StandardCharsets.ISO_8859_1);
      return new Line(++count, text, end, true);
    }
    try {
      String text = decoder.decode(ByteBuffer.wrap(buffer, start, length)).toString();
      return new Line(++count, text, end, true);
    } catch (CharacterCodingException e) {
      return new Line(++count, new String(buffer, start, length, charset), end, false);
    }
  }

  private boolean isAscii(int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (buffer[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Reads more behind {@code limit}, having made room; false at the end of the file. */
  private boolean fill() throws IOException {
    if (position > 0) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    if (limit == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, limit, buffer.length - limit);
    limit += Math.max(0, read);
    return read > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
