package dev.perigon.lakehouse;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The local disk. */
final class LocalTree implements FileTree {
  @Override
  public Optional<Entry> find(URI location) throws IOException {
    return entry(Locations.local(location));
  }

  private static Optional<Entry> entry(Path path) throws IOException {
    try {
      BasicFileAttributes own =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      BasicFileAttributes found =
          own.isSymbolicLink() ? Files.readAttributes(path, BasicFileAttributes.class) : own;
      return Optional.of(
          new Entry(
              Locations.of(path),
              kind(found),
              own.isSymbolicLink(),
              found.size(),
              found.lastModifiedTime().toMillis()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Kind kind(BasicFileAttributes found) {
    if (found.isDirectory()) {
      return Kind.FOLDER;
    }
    return found.isRegularFile() ? Kind.FILE : Kind.OTHER;
  }

  @Override
  public List<Entry> children(URI folder) throws IOException {
    List<Entry> children = new ArrayList<>();
    try (DirectoryStream<Path> paths = Files.newDirectoryStream(Locations.local(folder))) {
      for (Path path : paths) {
        entry(path).ifPresent(children::add);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      return List.of();
    }
    return children;
  }

  @Override
  public InputStream read(URI file) throws IOException {
    return Files.newInputStream(Locations.local(file));
  }

  @Override
  public OutputStream write(URI file) throws IOException {
    Path target = Locations.local(file);
    Files.createDirectories(target.getParent());
    WholeFile whole = new WholeFile(target);
    return new Replacing(whole, whole.stream());
  }

  @Override
  public void move(Path from, URI to) throws IOException {
    Path target = Locations.local(to);
    Files.createDirectories(target.getParent());
    Files.move(from, target, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void delete(URI location) throws IOException {
    Path path = Locations.local(location);
    if (Files.isSymbolicLink(path) || !Files.isDirectory(path)) {
      Files.deleteIfExists(path);
    } else {
      Files.walkFileTree(path, new Deleting());
    }
  }

  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
      if (failure instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw failure;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }

  private static final class Replacing extends FilterOutputStream {
    private final WholeFile whole;
    private boolean closed;

    Replacing(WholeFile whole, OutputStream out) {
      super(out);
      this.whole = whole;
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      out.write(octets, offset, length);
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        try (whole) {
          super.close();
          whole.publish(true);
        }
      }
    }
  }
}
