package dev.perigon.engine.duckdb;

import dev.perigon.engine.SourceFiles;
import dev.perigon.engine.files.Compression;
import dev.perigon.engine.files.FileNames;
import dev.perigon.lakehouse.FileStore.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;

/**
 * DuckDB's JSON reader now and then leaves out, and says nothing of it, what a file holds after its
 * last line break when that is cut off and other files are read beside it. So such files are for
 * the exact reader.
 */
final class OpenEnd {
  private OpenEnd() {}

  static boolean isAmong(SourceFiles source, Session session) {
    return source.files().size() > 1
        && source.files().stream().anyMatch(file -> hasOne(file, session));
  }

  private static boolean hasOne(StoredFile file, Session session) {
    try {
      return LocalSources.compression(file.location()) == Compression.NONE
          ? hasOne(session.allowed(file))
          : hasOne(new LocalSources(session).open(file));
    } catch (IOException e) {
      throw DuckDbErrors.unreadable(FileNames.display(file.location()), e);
    }
  }

  private static boolean hasOne(Path file) throws IOException {
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      if (bytes.length() == 0) {
        return false;
      }
      bytes.seek(bytes.length() - 1);
      return bytes.read() != '\n';
    }
  }

  private static boolean hasOne(InputStream content) throws IOException {
    try (content) {
      byte[] chunk = new byte[1 << 16];
      byte last = '\n';
      for (int length = content.read(chunk); length >= 0; length = content.read(chunk)) {
        last = length > 0 ? chunk[length - 1] : last;
      }
      return last != '\n';
    }
  }
}
