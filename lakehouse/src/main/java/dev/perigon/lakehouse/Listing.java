package dev.perigon.lakehouse;

import dev.perigon.lakehouse.FileStore.StoredFile;
import dev.perigon.lakehouse.FileTree.Entry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * Finds the files that a path names. Globs know {@code *}, {@code ?}, {@code [a-z]}, <code>{a,b}
 * </code> within a name, and {@code **} for folders of any depth.
 */
final class Listing {
  private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*", Pattern.DOTALL);

  private final FileTree tree;
  private final Consumer<URI> followed;

  /**
   * @param followed hears where the search begins and of each symbolic link, before it goes there
   */
  Listing(FileTree tree, Consumer<URI> followed) {
    this.tree = tree;
    this.followed = followed;
  }

  List<StoredFile> files(URI path) throws IOException {
    FileList.Builder found = new FileList.Builder();
    Optional<Entry> named = tree.find(path);
    if (named.isPresent()) {
      followed.accept(path);
      addFiles(named.get(), found);
    } else if (GLOB.matcher(path.getPath()).matches()) {
      expand(path, found);
    }
    return found.build();
  }

  /** The entry itself when it is a file, else all visible files below it. */
  private void addFiles(Entry entry, FileList.Builder found) throws IOException {
    switch (entry.kind()) {
      case FILE -> found.add(entry.file());
      case OTHER -> throw LakehouseErrors.noFile(entry.location());
      case FOLDER -> {
        for (Entry child : tree.children(entry.location())) {
          if (!child.hidden()) {
            follow(child);
            addFiles(child, found);
          }
        }
      }
    }
  }

  private void follow(Entry entry) {
    if (entry.link()) {
      followed.accept(entry.location());
    }
  }

  private void expand(URI path, FileList.Builder found) throws IOException {
    List<String> names =
        Stream.of(path.getPath().split("/")).filter(name -> !name.isEmpty()).toList();
    int plain = 0;
    URI base = Locations.root(path);
    while (plain < names.size() && isPlain(base, names.get(plain))) {
      base = Locations.child(base, names.get(plain));
      plain++;
    }
    Optional<Entry> start = tree.find(base);
    if (start.isPresent()) {
      followed.accept(base);
      match(start.get(), names.subList(plain, names.size()), found);
    }
  }

  /** Also what looks like a pattern but is there: a data folder may be called {@code a[b]}. */
  private boolean isPlain(URI folder, String name) throws IOException {
    return !GLOB.matcher(name).matches() || tree.find(Locations.child(folder, name)).isPresent();
  }

  private void match(Entry entry, List<String> patterns, FileList.Builder found)
      throws IOException {
    if (patterns.isEmpty()) {
      addFiles(entry, found);
      return;
    }
    if (!entry.folder()) {
      return;
    }
    String pattern = patterns.get(0);
    List<String> rest = patterns.subList(1, patterns.size());
    boolean deep = pattern.equals("**");
    if (deep) {
      match(entry, rest, found);
    }
    PathMatcher matcher = matcher(pattern);
    for (Entry child : tree.children(entry.location())) {
      boolean visible = !child.hidden() || pattern.startsWith(child.name().substring(0, 1));
      if (visible && matcher.matches(Path.of(child.name()))) {
        follow(child);
        match(child, deep ? patterns : rest, found);
      }
    }
  }

  private static PathMatcher matcher(String pattern) throws IOException {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    } catch (PatternSyntaxException e) {
      throw new FileSystemException(pattern, null, "it is no pattern");
    }
  }
}
