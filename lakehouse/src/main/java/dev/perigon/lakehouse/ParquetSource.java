package dev.perigon.lakehouse;

import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** A local file for Parquet's library, whose own reads a byte at a time. */
record ParquetSource(Path path) implements InputFile {
  @Override
  public long getLength() throws IOException {
    return Files.size(path);
  }

  @Override
  public SeekableInputStream newStream() throws IOException {
    FileInputStream file = new FileInputStream(path.toFile());
    return new DelegatingSeekableInputStream(file) {
      @Override
      public long getPos() throws IOException {
        return file.getChannel().position();
      }

      @Override
      public void seek(long position) throws IOException {
        file.getChannel().position(position);
      }
    };
  }
}
