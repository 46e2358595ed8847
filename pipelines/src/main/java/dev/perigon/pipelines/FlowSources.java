package dev.perigon.pipelines;

import dev.perigon.engine.Engine;
import dev.perigon.engine.SourceFiles;
import dev.perigon.lakehouse.FileStore;
import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.pipelines.Cursor.FileList;
import dev.perigon.sql.query.Relation;
import dev.perigon.sql.type.Schema;
import java.util.AbstractList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.function.Supplier;

/**
 * The files of one flow's streams that it has not read, found once for an update: planning looks at
 * their columns, and each batch takes some.
 */
final class FlowSources {
  private final Sources sources;
  private final FileStore store;
  private final FileLists lists;
  private Cursor cursor;
  private final Map<String, List<StoredFile>> unread = new HashMap<>();
  private final Map<String, Schema> schemas = new HashMap<>();
  private Optional<Taken> taken = Optional.empty();

  FlowSources(Sources sources, FileStore store, FlowPlace place) {
    this.sources = sources;
    this.store = store;
    this.lists = new FileLists(store, place.target());
    this.cursor = place.cursor();
  }

  /** What the last batch took: read, once the cursor says so. */
  private record Taken(List<FileList> lists, Map<String, Integer> files) {}

  /** Goes on from {@code now}, which the last batch may have moved. */
  FlowSources at(Cursor now) {
    boolean committed =
        taken.map(t -> t.lists().equals(now.lists())).orElse(false)
            && !now.lists().equals(cursor.lists());
    if (committed) {
      taken
          .get()
          .files()
          .forEach(
              (key, count) ->
                  unread.computeIfPresent(key, (k, files) -> files.subList(count, files.size())));
    } else if (!now.lists().equals(cursor.lists())) {
      unread.clear();
    }
    if (committed || !now.equals(cursor)) {
      taken = Optional.empty();
    }
    cursor = now;
    return this;
  }

  /** The lists to note once the first {@code count} of the unread files of {@code key} are read. */
  List<FileList> take(Map<String, Integer> counts, Map<String, FileMark> news) {
    List<FileList> after = lists.with(cursor.lists(), news);
    taken = Optional.of(new Taken(after, Map.copyOf(counts)));
    return after;
  }

  /** By which cursors know a source of files. */
  static String key(Relation.Files source) {
    return source.format() + ":" + source.path();
  }

  List<StoredFile> unread(Relation.Files source) {
    return unread.computeIfAbsent(key(source), k -> find(source));
  }

  private List<StoredFile> find(Relation.Files source) {
    ReadMarks read = new ReadMarks();
    cursor.lists().forEach(list -> lists.read(list, read::add));
    List<StoredFile> listed = sources.list(source);
    if (read.size() == 0) {
      return listed;
    }
    BitSet unread = new BitSet();
    for (int i = 0; i < listed.size(); i++) {
      StoredFile file = listed.get(i);
      String key = sources.key(file.location());
      FileMark before = read.find(key);
      if (before == null) {
        unread.set(i);
      } else if (!before.equals(new FileMark(file.size(), file.modified()))) {
        throw RunErrors.fileChanged(key, source.origin());
      }
    }
    return new Chosen(listed, unread.stream().toArray());
  }

  /** Some of very many files, which {@code listed} keeps in little memory. */
  private static final class Chosen extends AbstractList<StoredFile> implements RandomAccess {
    private final List<StoredFile> listed;
    private final int[] which;

    Chosen(List<StoredFile> listed, int[] which) {
      this.listed = listed;
      this.which = which;
    }

    @Override
    public StoredFile get(int index) {
      return listed.get(which[index]);
    }

    @Override
    public int size() {
      return which.length;
    }
  }

  /** The columns of {@code source} for what is unread, and for what was read before. */
  Schema schema(Relation.Files source, Supplier<Engine> engine) {
    return schemas.computeIfAbsent(
        key(source) + new java.util.TreeMap<>(source.options()), k -> evolve(source, engine));
  }

  private Schema evolve(Relation.Files source, Supplier<Engine> engine) {
    EvolvingSchema evolving = EvolvingSchema.of(source);
    Optional<Schema> declared = sources.declared(source);
    if (declared.isPresent()) {
      return evolving.declared(declared.get());
    }
    Optional<Schema> known = cursor.schema(key(source));
    List<StoredFile> files = unread(source);
    if (files.isEmpty() || known.isPresent() && !evolving.looksAtFiles()) {
      return evolving.withRescued(known.orElseGet(() -> sources.hinted(source)));
    }
    Schema found =
        engine
            .get()
            .infer(
                new SourceFiles(
                    source.format(), evolving.readerOptions(), new Schema(List.of()), files));
    return evolving.withRescued(
        evolving.merged(known, sources.hinted(source, evolving.withoutRescued(found))));
  }

  /** What to remember of {@code source}, of which {@code schema} was read; nothing if declared. */
  static Optional<Schema> remembered(Relation.Files source, Schema schema) {
    return source.options().containsKey("schema")
        ? Optional.empty()
        : Optional.of(EvolvingSchema.of(source).withoutRescued(schema));
  }

  FileStore store() {
    return store;
  }
}
