package dev.perigon.lakehouse;

import dev.perigon.lakehouse.FileTree.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The files of one warehouse's options: local ones where they are, others through Hadoop. */
final class StoredFiles implements FileStore {
  private interface Call<T> {
    T run() throws IOException;
  }

  private final FileTree local = new LocalTree();
  private final FileTree remote;
  private final LocalCopies copies;

  StoredFiles(Storage storage) {
    this.remote = new HadoopTree(storage.hadoop());
    this.copies =
        new LocalCopies(storage.options().cacheFolder(), storage.options().cacheBytes(), this);
  }

  private FileTree of(URI location) {
    return isLocal(location) ? local : remote;
  }

  private static <T> T call(String action, URI location, Call<T> call) {
    try {
      return call.run();
    } catch (IOException | UncheckedIOException e) {
      throw LakehouseErrors.io(action, location, e);
    }
  }

  @Override
  public List<StoredFile> list(URI path, Consumer<URI> followed) {
    Listing listing = new Listing(of(path), followed);
    return call("list", path, () -> listing.files(Locations.normal(path)));
  }

  /** Names of the visible folders in {@code folder}. */
  List<String> folders(URI folder) {
    return call("list", folder, () -> of(folder).children(folder)).stream()
        .filter(entry -> entry.folder() && !entry.name().startsWith("."))
        .map(Entry::name)
        .toList();
  }

  /** Files and folders directly in {@code folder}, hidden ones too. */
  List<Entry> children(URI folder) {
    return call("list", folder, () -> of(folder).children(folder));
  }

  boolean hasFiles(URI folder) {
    return call("list", folder, () -> of(folder).children(folder)).stream()
        .anyMatch(entry -> !entry.folder() && !entry.name().startsWith("."));
  }

  @Override
  public Optional<StoredFile> find(URI file) {
    return call("read", file, () -> of(file).find(Locations.normal(file)))
        .filter(entry -> !entry.folder())
        .map(Entry::file);
  }

  @Override
  public Path local(StoredFile file) {
    return isLocal(file.location())
        ? Locations.local(file.location())
        : call("read", file.location(), () -> copies.get(file));
  }

  @Override
  public Lease lease() {
    return new CopyLease(copies);
  }

  @Override
  public boolean isLocal(URI location) {
    return Locations.isLocal(location);
  }

  @Override
  public StoredFile upload(Path file, URI target) {
    return call(
        "write",
        target,
        () -> {
          of(target).move(file, target);
          return of(target).find(Locations.normal(target)).orElseThrow().file();
        });
  }

  @Override
  public InputStream read(URI file) {
    return call("read", file, () -> of(file).read(file));
  }

  @Override
  public OutputStream write(URI file) {
    return call("write", file, () -> of(file).write(file));
  }

  @Override
  public void delete(URI path) {
    call(
        "delete",
        path,
        () -> {
          of(path).delete(path);
          return path;
        });
  }
}
