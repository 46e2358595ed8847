package dev.perigon.engine.spark;

import dev.perigon.engine.files.SourceReader;
import dev.perigon.engine.files.SourceRows;
import dev.perigon.lakehouse.FileStore.StoredFile;
import java.io.IOException;
import java.io.Serializable;

/**
 * A file, or the lines of it that start after {@code start} (or with it, when it is 0) and up to
 * {@code end}.
 */
record SourcePart(StoredFile file, long start, long end) implements Serializable {
  static SourcePart whole(StoredFile file) {
    return new SourcePart(file, 0, Long.MAX_VALUE);
  }

  long bytes() {
    return Math.min(end, file.size()) - start;
  }

  SourceRows open(SourceReader reader) throws IOException {
    return start == 0 && end == Long.MAX_VALUE ? reader.open(file) : reader.open(file, start, end);
  }
}
