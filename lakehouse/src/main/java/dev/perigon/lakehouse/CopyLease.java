package dev.perigon.lakehouse;

import dev.perigon.lakehouse.FileStore.Lease;
import dev.perigon.lakehouse.FileStore.StoredFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Pins the copies that one query reads. */
final class CopyLease implements Lease {
  private final LocalCopies copies;
  private final List<Path> pinned = new ArrayList<>();

  CopyLease(LocalCopies copies) {
    this.copies = copies;
  }

  @Override
  public Path local(StoredFile file) {
    if (Locations.isLocal(file.location())) {
      return Locations.local(file.location());
    }
    try {
      Path copy = copies.pinned(file);
      synchronized (pinned) {
        pinned.add(copy);
      }
      return copy;
    } catch (IOException e) {
      throw LakehouseErrors.io("read", file.location(), e);
    }
  }

  @Override
  public void close() {
    synchronized (pinned) {
      pinned.forEach(copies::unpin);
      pinned.clear();
    }
  }
}
