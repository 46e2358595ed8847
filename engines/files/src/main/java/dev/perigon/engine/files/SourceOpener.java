package dev.perigon.engine.files;

import dev.perigon.lakehouse.FileStore.StoredFile;
import java.io.IOException;
import java.io.InputStream;

/** Opens source files; each engine has its way to their bytes. */
@FunctionalInterface
public interface SourceOpener {
  /** The content of {@code file}, unpacked. */
  InputStream open(StoredFile file) throws IOException;

  /** The content of a file that is not packed, from {@code offset} on. */
  default InputStream open(StoredFile file, long offset) throws IOException {
    InputStream in = open(file);
    try {
      in.skipNBytes(offset);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }
}
