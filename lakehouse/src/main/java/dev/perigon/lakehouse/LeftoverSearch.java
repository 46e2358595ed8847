package dev.perigon.lakehouse;

import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.FileTree.Entry;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds the files of a table that may be deleted. A file is needed when the newest version has it,
 * when a commit since then took it away (versions before that commit can still be read), when it is
 * younger (a run may be about to commit it), or when the caller knows somebody who needs it.
 */
final class LeftoverSearch {
  /** Where other writers keep the rows that commits changed. */
  private static final String CHANGES = "_change_data";

  /** What other writers call files of deleted rows. */
  private static final Pattern DELETIONS =
      Pattern.compile("deletion_vector_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.bin");

  private final URI table;
  private final StoredFiles store;
  private final Instant since;
  private final String dataFolder;
  private final Set<String> needed = new HashSet<>();
  private final List<StoredFile> leftover = new ArrayList<>();
  private final List<URI> folders = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  LeftoverSearch(URI table, StoredFiles store, Instant since) {
    this.table = table;
    this.store = store;
    this.since = since;
    this.dataFolder = Locations.plain(Locations.child(table, KernelTable.DATA_FOLDER));
  }

  /**
   * @param also files that somebody else needs
   */
  Leftovers run(KernelSnapshot newest, CommitLog log, Set<URI> also) {
    also.forEach(file -> needed.add(Locations.plain(file)));
    CommitLog.Since kept = log.since(since);
    kept.removed().forEach(path -> needed.add(key(path)));
    kept.others().forEach(file -> needed.add(Locations.plain(file)));
    Set<String> live = new HashSet<>();
    newest.forEachFile(
        false,
        add -> {
          live.add(key(add.getPath()));
          add.getDeletionVector()
              .flatMap(deletions -> Difference.deletionFile(table, deletions))
              .ifPresent(file -> needed.add(Locations.plain(file)));
        });
    needed.addAll(live);
    look(table, false);
    checkAllSeen(live);
    return new Leftovers(since, leftover, folders);
  }

  private String key(String pathInLog) {
    return Locations.plain(Locations.fromLog(table, pathInLog));
  }

  /**
   * True when nothing in {@code folder} is needed.
   *
   * @param ours below the folder that only Perigon writes to, all of which is data
   */
  private boolean look(URI folder, boolean ours) {
    boolean empty = true;
    for (Entry entry : store.children(folder)) {
      if (entry.folder()) {
        empty &= folder(entry, ours);
      } else {
        empty &= file(entry, ours);
      }
    }
    return empty;
  }

  private boolean folder(Entry entry, boolean ours) {
    boolean isData = !ours && Locations.plain(entry.location()).equals(dataFolder);
    boolean mayHoldData = entry.name().contains("=") || entry.name().equals(CHANGES);
    if (entry.hidden() && !ours && !mayHoldData) {
      return false; // the log, what was read, indexes of other writers
    }
    int before = folders.size();
    boolean empty = look(entry.location(), ours || isData) && old(entry);
    if (empty && ours) {
      folders.subList(before, folders.size()).clear(); // deleted with this one
      folders.add(entry.location());
    }
    return empty && !isData;
  }

  private boolean file(Entry entry, boolean ours) {
    String key = Locations.plain(entry.location());
    seen.add(key);
    boolean isData =
        ours
            || !entry.hidden() && entry.name().endsWith(".parquet")
            || DELETIONS.matcher(entry.name()).matches();
    if (!isData || needed.contains(key) || !old(entry)) {
      return false;
    }
    leftover.add(entry.file());
    return true;
  }

  private boolean old(Entry entry) {
    return entry.modified() < since.toEpochMilli();
  }

  /** Names that the log and the file system write differently must not cost a live file. */
  private void checkAllSeen(Set<String> live) {
    String below = Locations.plain(table) + "/";
    for (String file : live) {
      if (file.startsWith(below) && !seen.contains(file)) {
        throw LakehouseErrors.liveFileMissing(table, file.substring(below.length()));
      }
    }
  }
}
