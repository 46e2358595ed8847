package dev.perigon.pipelines;

import dev.perigon.engine.Slice;
import dev.perigon.sql.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Which keys' rows of which tables one update has computed anew, so that views of these need not
 * compare all of their rows. Known in this process alone: another compares.
 */
final class KeyChanges {
  private final Map<TableName, Computed> computed = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Staging> kept = new ConcurrentLinkedQueue<>();

  /**
   * What an update did to a table.
   *
   * @param from the version before
   * @param version what it committed
   * @param some the keys that it computed; empty when it computed all rows
   */
  record Computed(Optional<Long> from, long version, Optional<Keys> some) {
    /** Whether {@code change} is this and nothing else. */
    boolean is(InputChange change) {
      return from.filter(before -> before == change.before().version()).isPresent()
          && version == change.now().version();
    }
  }

  /**
   * Keys by which a table was computed.
   *
   * @param columns of the table
   * @param slice where the keys are, perhaps more than once, under {@code names}
   */
  record Keys(List<String> columns, Slice.Delta slice, List<String> names) {
    Keys {
      columns = List.copyOf(columns);
      names = List.copyOf(names);
    }
  }

  void add(TableName table, Computed what) {
    computed.put(table, what);
  }

  /** What made {@code change} of {@code table}. */
  Optional<Computed> of(InputChange change, TableName table) {
    return Optional.ofNullable(computed.get(table)).filter(what -> what.is(change));
  }

  /** Files that stay until the update ends. */
  void keep(Staging files) {
    kept.add(files);
  }

  /** The update has ended. */
  void close() {
    kept.forEach(Staging::discardAll);
  }
}
