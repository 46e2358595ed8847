package dev.perigon.engine.duckdb;

import dev.perigon.lakehouse.FileStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A file store on the local disk. Locations with the scheme {@code remote} live below {@code
 * remoteRoot}, and reading one copies it into {@code cache}.
 */
final class LocalFiles implements FileStore {
  private final Path remoteRoot;
  private final Path cache;

  LocalFiles(Path remoteRoot, Path cache) {
    this.remoteRoot = remoteRoot;
    this.cache = cache;
  }

  LocalFiles() {
    this(Path.of("/nonexistent"), Path.of("/nonexistent"));
  }

  private Path path(URI location) {
    return isLocal(location)
        ? Path.of(location)
        : remoteRoot.resolve(location.getPath().substring(1));
  }

  private StoredFile stored(Path path, URI location) {
    try {
      return new StoredFile(location, Files.size(path), Files.getLastModifiedTime(path).toMillis());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<StoredFile> list(URI location, Consumer<URI> followed) {
    try (var tree = Files.walk(path(location))) {
      return tree.filter(Files::isRegularFile).sorted().map(p -> stored(p, p.toUri())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Optional<StoredFile> find(URI file) {
    return Optional.of(path(file)).filter(Files::exists).map(p -> stored(p, file));
  }

  @Override
  public Path local(StoredFile file) {
    if (isLocal(file.location())) {
      return path(file.location());
    }
    try {
      Path copy = cache.resolve(Integer.toHexString(file.location().hashCode()) + ".copy");
      Files.createDirectories(cache);
      if (!Files.exists(copy)) {
        Files.copy(path(file.location()), copy);
      }
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public boolean isLocal(URI location) {
    return "file".equals(location.getScheme());
  }

  @Override
  public StoredFile upload(Path file, URI target) {
    try {
      Files.createDirectories(path(target).getParent());
      Files.move(file, path(target));
      return stored(path(target), target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public InputStream read(URI file) {
    try {
      return Files.newInputStream(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public OutputStream write(URI file) {
    try {
      Files.createDirectories(path(file).getParent());
      return Files.newOutputStream(path(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void delete(URI location) {
    try (var tree = Files.walk(path(location))) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
