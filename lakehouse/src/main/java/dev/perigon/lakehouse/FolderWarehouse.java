package dev.perigon.lakehouse;

import dev.perigon.sql.TableName;
import java.net.URI;
import java.util.List;

/** A folder per catalog, schema and table. */
final class FolderWarehouse implements Warehouse {
  private final URI root;
  private final Storage storage;
  private final StoredFiles files;

  FolderWarehouse(URI root, Storage storage) {
    this.root = root;
    this.storage = storage;
    this.files = new StoredFiles(storage);
  }

  @Override
  public DeltaTable table(TableName name) {
    URI catalog = Locations.child(root, FolderNames.of(name.catalog()));
    URI schema = Locations.child(catalog, FolderNames.of(name.schema()));
    return new KernelTable(Locations.child(schema, FolderNames.of(name.table())), storage);
  }

  @Override
  public DeltaTable tableAt(URI location) {
    return new KernelTable(Locations.folder(location), storage);
  }

  @Override
  public void reach() {
    files.folders(root);
  }

  @Override
  public List<TableName> tables() {
    return files.folders(root).stream()
        .flatMap(
            catalog ->
                files.folders(Locations.child(root, catalog)).stream()
                    .flatMap(schema -> tables(catalog, schema).stream()))
        .sorted()
        .toList();
  }

  private List<TableName> tables(String catalog, String schema) {
    URI folder = Locations.child(Locations.child(root, catalog), schema);
    return files.folders(folder).stream()
        .filter(table -> isTable(Locations.child(folder, table)))
        .map(
            table ->
                new TableName(
                    FolderNames.name(catalog), FolderNames.name(schema), FolderNames.name(table)))
        .toList();
  }

  /** A log folder without a commit is what a run left that was stopped while it made the table. */
  private boolean isTable(URI folder) {
    return files.hasFiles(Locations.child(folder, "_delta_log"));
  }

  @Override
  public FileStore files() {
    return files;
  }
}
