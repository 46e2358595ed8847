package dev.perigon.lakehouse;

import dev.perigon.sql.TableName;
import java.net.URI;
import java.util.List;

/** All tables below one root: {@code root/catalog/schema/table}. */
public interface Warehouse {
  /** The table of that name; it need not exist yet. */
  DeltaTable table(TableName name);

  /** A Delta table anywhere, by path: for sources that Perigon did not write. */
  DeltaTable tableAt(URI location);

  /**
   * Looks whether the warehouse can be read at all; one that is not there yet can.
   *
   * @throws dev.perigon.sql.error.PerigonException FILE, when it cannot
   */
  void reach();

  /** Every table that exists, sorted by name. */
  List<TableName> tables();

  /** Files and folders on any file system. */
  FileStore files();
}
