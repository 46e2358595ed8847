package dev.perigon.lakehouse;

import java.util.List;

/** What appends brought between two versions, version by version. */
public record AddedFiles(List<OfVersion> versions) {
  public AddedFiles {
    versions = List.copyOf(versions);
  }

  /**
   * What one version added.
   *
   * @param rewritten whether it also removed or rewrote rows, so that the added files alone do not
   *     tell the whole change
   */
  public record OfVersion(long version, List<DataFile> files, boolean rewritten) {
    public OfVersion {
      files = List.copyOf(files);
    }
  }

  public List<DataFile> files() {
    return versions.stream().flatMap(version -> version.files().stream()).toList();
  }

  public List<Long> rewrittenAt() {
    return versions.stream().filter(OfVersion::rewritten).map(OfVersion::version).toList();
  }
}
