package dev.perigon.engine.duckdb.csv;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
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
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
  private int ahead = -2;
  private long count;

  PhysicalLines(InputStream in, Charset charset) throws IOException {
    boolean bytewise = charset.newEncoder().canEncode('\n') && "\n".getBytes(charset).length == 1;
    // Encodings whose line end is more than a byte are turned into UTF-8 first.
    this.in = new BufferedInputStream(bytewise ? in : new TranscodedStream(in, charset), 1 << 16);
    this.charset = bytewise ? charset : StandardCharsets.UTF_8;
    this.decoder =
        this.charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    skipByteOrderMark();
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
    if (charset.equals(StandardCharsets.UTF_8)) {
      in.mark(3);
      if (in.read() != 0xEF || in.read() != 0xBB || in.read() != 0xBF) {
        in.reset();
      }
    }
  }

  private int readByte() throws IOException {
    if (ahead == -2) {
      return in.read();
    }
    int result = ahead;
    ahead = -2;
    return result;
  }

  private Line read() throws IOException {
    bytes.reset();
    int b = readByte();
    if (b < 0) {
      return null;
    }
    while (b >= 0 && b != '\n' && b != '\r') {
      bytes.write(b);
      b = readByte();
    }
    String end = b < 0 ? "" : b == '\n' ? "\n" : afterCarriageReturn();
    return line(++count, bytes.toByteArray(), end);
  }

  private String afterCarriageReturn() throws IOException {
    int next = readByte();
    if (next == '\n') {
      return "\r\n";
    }
    ahead = next;
    return "\r";
  }

  private Line line(long number, byte[] content, String end) {
    try {
      return new Line(number, decoder.decode(ByteBuffer.wrap(content)).toString(), end, true);
    } catch (CharacterCodingException e) {
      return new Line(number, new String(content, charset), end, false);
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
