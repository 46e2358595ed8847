package dev.perigon.lakehouse;

import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.SeekableInputStream;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A local file that Kernel reads. */
final class LocalInputFile implements InputFile {
  private final Path path;

  LocalInputFile(Path path) {
    this.path = path;
  }

  @Override
  public long length() throws IOException {
    return Files.size(path);
  }

  @Override
  public String path() {
    return Locations.plain(Locations.of(path));
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    try {
      return new ChannelStream(FileChannel.open(path, StandardOpenOption.READ));
    } catch (NoSuchFileException e) {
      FileNotFoundException missing = new FileNotFoundException(path());
      missing.initCause(e);
      throw missing;
    }
  }

  private static final class ChannelStream extends SeekableInputStream {
    private final FileChannel channel;

    ChannelStream(FileChannel channel) {
      this.channel = channel;
    }

    @Override
    public long getPos() throws IOException {
      return channel.position();
    }

    @Override
    public void seek(long position) throws IOException {
      channel.position(position);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] octets, int offset, int length) throws IOException {
      return channel.read(ByteBuffer.wrap(octets, offset, length));
    }

    @Override
    public void readFully(byte[] octets, int offset, int length) throws IOException {
      if (readNBytes(octets, offset, length) < length) {
        throw new EOFException("The file ends before what was to be read");
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
