package dev.perigon.lakehouse;

import java.net.URI;

/** Opens warehouses. */
public final class Warehouses {
  private Warehouses() {}

  /** The warehouse below {@code root}, which need not exist yet, on any file system. */
  public static Warehouse open(URI root, LakehouseOptions options) {
    return new FolderWarehouse(Locations.folder(root), new Storage(options));
  }
}
