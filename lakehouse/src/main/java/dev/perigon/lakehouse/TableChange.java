package dev.perigon.lakehouse;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Rows that one version of a table changed.
 *
 * @param type insert or delete; when empty, column {@code _change_type} of the files tells
 * @param files of the table's columns; rows that did not change are left out as deleted ones
 */
public record TableChange(
    long version, Instant committedAt, Optional<String> type, List<DataFile> files) {
  /** In the files of changes that tell it themselves. */
  public static final String TYPE_COLUMN = "_change_type";

  public static final String INSERT = "insert";
  public static final String DELETE = "delete";

  public TableChange {
    files = List.copyOf(files);
  }
}
