package dev.perigon.lakehouse;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The live files of one version, listed when first asked for: by what the log says since an earlier
 * version whose files are known, or else by all of it.
 */
final class LiveFiles {
  /** Reading more commits than these takes as long as reading the last checkpoint. */
  private static final int MOST_COMMITS = 20;

  /** What was live at a version. */
  record Listed(long version, List<DataFile> files) {}

  /** Lists the files after the commits since {@code listed}; empty when they do not tell. */
  interface Since {
    Optional<List<DataFile>> apply(Listed listed);
  }

  private final long version;
  private final int mostKept;
  private final Supplier<List<DataFile>> all;
  private final Since since;
  private Optional<Listed> listed = Optional.empty();

  /**
   * @param mostKept longer lists are made each time: they would take memory for as long as the
   *     table is known
   */
  LiveFiles(long version, int mostKept, Supplier<List<DataFile>> all, Since since) {
    this.version = version;
    this.mostKept = mostKept;
    this.all = all;
    this.since = since;
  }

  synchronized List<DataFile> get() {
    if (listed.isPresent() && listed.get().version() == version) {
      return listed.get().files();
    }
    List<DataFile> files = List.copyOf(listed.flatMap(since::apply).orElseGet(all));
    listed = Optional.of(new Listed(version, files)).filter(some -> files.size() <= mostKept);
    return files;
  }

  /** Goes on from what is known of {@code earlier}, the same table. */
  void startFrom(LiveFiles earlier) {
    Optional<Listed> known = earlier.listed();
    synchronized (this) {
      if (listed.isEmpty()) {
        listed = known.filter(this::isNear);
      }
    }
  }

  private boolean isNear(Listed known) {
    return known.version() <= version && version - known.version() <= MOST_COMMITS;
  }

  private synchronized Optional<Listed> listed() {
    return listed;
  }
}
