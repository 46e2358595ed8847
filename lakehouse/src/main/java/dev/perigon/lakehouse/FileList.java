package dev.perigon.lakehouse;

import dev.perigon.lakehouse.FileStore.StoredFile;
import java.net.URI;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.RandomAccess;

/**
 * Very many files in little memory: names are kept apart from their folders, and locations are made
 * when asked for. Sorted by location, each once.
 */
final class FileList extends AbstractList<StoredFile> implements RandomAccess {
  /** A file as it is kept; {@code folder} is shared by all files in it. */
  private record Item(String folder, String name, long size, long modified) {}

  private static final Comparator<Item> BY_LOCATION = FileList::compare;

  private final List<Item> items;

  private FileList(List<Item> items) {
    this.items = items;
  }

  /** Collects files in any order. */
  static final class Builder {
    private final List<Item> items = new ArrayList<>();
    private String folder = "";

    void add(StoredFile file) {
      String location = file.location().toString();
      int slash = location.lastIndexOf('/') + 1;
      if (!location.startsWith(folder) || slash != folder.length()) {
        folder = location.substring(0, slash);
      }
      items.add(new Item(folder, location.substring(slash), file.size(), file.modified()));
    }

    FileList build() {
      items.sort(BY_LOCATION);
      List<Item> once = new ArrayList<>(items.size());
      for (Item item : items) {
        if (once.isEmpty() || compare(once.get(once.size() - 1), item) != 0) {
          once.add(item);
        }
      }
      return new FileList(once);
    }
  }

  /** As their whole locations compare. */
  private static int compare(Item a, Item b) {
    return a.folder.equals(b.folder)
        ? a.name.compareTo(b.name)
        : (a.folder + a.name).compareTo(b.folder + b.name);
  }

  @Override
  public StoredFile get(int index) {
    Item item = items.get(index);
    return new StoredFile(URI.create(item.folder + item.name), item.size, item.modified);
  }

  @Override
  public int size() {
    return items.size();
  }
}
