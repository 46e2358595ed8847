package dev.perigon.lakehouse;

import java.util.List;

/**
 * What appends brought between two versions.
 *
 * @param rewrittenAt versions that also removed or rewrote rows, so that the added files alone do
 *     not tell the whole change
 */
public record AddedFiles(List<DataFile> files, List<Long> rewrittenAt) {
  public AddedFiles {
    files = List.copyOf(files);
    rewrittenAt = List.copyOf(rewrittenAt);
  }
}
