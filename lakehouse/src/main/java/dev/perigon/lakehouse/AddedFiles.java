package dev.perigon.lakehouse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

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
   * @param broughtBack the older version whose rows it has, when it restored one
   */
  public record OfVersion(
      long version, List<DataFile> files, boolean rewritten, Optional<Long> broughtBack) {
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

  /**
   * The versions without those that a later one undid by restoring an older version; that one is
   * left out, too, unless it undid versions before the first.
   */
  public List<OfVersion> lasting() {
    Deque<OfVersion> lasting = new ArrayDeque<>();
    int at = versions.size() - 1;
    while (at >= 0) {
      OfVersion version = versions.get(at);
      long first = versions.get(0).version();
      boolean within = version.broughtBack().map(old -> old >= first - 1).orElse(false);
      if (within) {
        at = Math.toIntExact(version.broughtBack().get() - first);
      } else {
        lasting.addFirst(version);
        at--;
      }
    }
    return List.copyOf(lasting);
  }
}
