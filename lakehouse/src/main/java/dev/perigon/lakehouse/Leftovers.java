package dev.perigon.lakehouse;

import dev.perigon.lakehouse.FileStore.StoredFile;
import java.net.URI;
import java.time.Instant;
import java.util.List;

/**
 * What lies below a table and no version needs that could be read at {@code since} or later.
 *
 * @param files old versions' and those of runs that were killed
 * @param folders that hold nothing but such files
 */
public record Leftovers(Instant since, List<StoredFile> files, List<URI> folders) {
  public Leftovers {
    files = List.copyOf(files);
    folders = List.copyOf(folders);
  }
}
