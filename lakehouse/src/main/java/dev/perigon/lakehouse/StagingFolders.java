package dev.perigon.lakehouse;

import java.util.regex.Pattern;

/** Where engines write a table's files before they are committed; there they stay. */
final class StagingFolders {
  private static final Pattern INSIDE =
      Pattern.compile(KernelTable.DATA_FOLDER + "/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.+");

  private StagingFolders() {}

  /**
   * Whether Perigon wrote the file of this path in the log. Other writers put files into the
   * table's folder or those of its partitions, and name other tables' files absolutely.
   */
  static boolean holds(String pathInLog) {
    return INSIDE.matcher(pathInLog).matches();
  }
}
