package dev.perigon.engine;

import dev.perigon.lakehouse.DataFile;
import java.util.List;

/** What a write produced; no rows may mean no files. */
public record WrittenFiles(List<DataFile> files, long rows) {
  public WrittenFiles {
    files = List.copyOf(files);
  }
}
