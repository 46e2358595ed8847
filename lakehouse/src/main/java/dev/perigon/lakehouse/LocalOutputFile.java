package dev.perigon.lakehouse;

import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.fileio.PositionOutputStream;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A local file that Kernel writes: a commit, a checkpoint, a checksum. */
final class LocalOutputFile implements OutputFile {
  private final Path path;

  LocalOutputFile(Path path) {
    this.path = path;
  }

  @Override
  public String path() {
    return Locations.plain(Locations.of(path));
  }

  @Override
  public void writeAtomically(CloseableIterator<String> lines, boolean overwrite)
      throws IOException {
    try (lines;
        WholeFile file = new WholeFile(path)) {
      try (OutputStream out = file.stream()) {
        while (lines.hasNext()) {
          out.write(lines.next().getBytes(StandardCharsets.UTF_8));
          out.write('\n');
        }
      }
      file.publish(overwrite);
    }
  }

  @Override
  public PositionOutputStream create(boolean putIfAbsent) throws IOException {
    return new CountedStream(new WholeFile(path), !putIfAbsent);
  }

  private static final class CountedStream extends PositionOutputStream {
    private final WholeFile file;
    private final boolean replace;
    private final OutputStream out;
    private long position;
    private boolean closed;

    CountedStream(WholeFile file, boolean replace) throws IOException {
      this.file = file;
      this.replace = replace;
      this.out = file.stream();
    }

    @Override
    public long getPos() {
      return position;
    }

    @Override
    public void write(int octet) throws IOException {
      out.write(octet);
      position++;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      out.write(octets, offset, length);
      position += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      if (closed) {
        return;
      }
      closed = true;
      try (file) {
        out.close();
        file.publish(replace);
      }
    }
  }
}
