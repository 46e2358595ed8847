package dev.perigon.lakehouse;

import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Kernel's files on the local disk. Hadoop's own local file system writes checksum files beside the
 * data, renames without putting if absent, and takes a quarter of a second to load.
 */
final class LocalFileIO implements FileIO {
  static Path path(String plain) {
    return Locations.local(Locations.fromPlain(plain));
  }

  private static FileStatus status(Path file, BasicFileAttributes attributes) {
    return FileStatus.of(
        Locations.plain(Locations.of(file)),
        attributes.size(),
        attributes.lastModifiedTime().toMillis());
  }

  @Override
  public CloseableIterator<FileStatus> listFrom(String plain) throws IOException {
    Path from = path(plain);
    String firstName = from.getFileName().toString();
    List<FileStatus> found = new ArrayList<>();
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(
            from.getParent(), e -> e.getFileName().toString().compareTo(firstName) >= 0)) {
      for (Path entry : entries) {
        addFile(entry, found);
      }
    } catch (NoSuchFileException | NotDirectoryException e) {
      throw missing(plain, e);
    }
    found.sort(Comparator.comparing(FileStatus::getPath));
    return Utils.toCloseableIterator(found.iterator());
  }

  private static void addFile(Path entry, List<FileStatus> found) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        found.add(status(entry, attributes));
      }
    } catch (NoSuchFileException e) {
      // It was removed while the folder was being listed.
    }
  }

  @Override
  public FileStatus getFileStatus(String plain) throws IOException {
    try {
      return status(path(plain), Files.readAttributes(path(plain), BasicFileAttributes.class));
    } catch (NoSuchFileException e) {
      throw missing(plain, e);
    }
  }

  @Override
  public String resolvePath(String plain) {
    return Locations.plain(Locations.fromPlain(plain));
  }

  @Override
  public boolean mkdirs(String plain) throws IOException {
    Files.createDirectories(path(plain));
    return true;
  }

  @Override
  public InputFile newInputFile(String plain, long fileSize) {
    return new LocalInputFile(path(plain));
  }

  @Override
  public OutputFile newOutputFile(String plain) {
    return new LocalOutputFile(path(plain));
  }

  @Override
  public boolean delete(String plain) throws IOException {
    return Files.deleteIfExists(path(plain));
  }

  @Override
  public Optional<String> getConf(String key) {
    return Optional.empty();
  }

  @Override
  public void copyFileAtomically(String from, String to, boolean overwrite) throws IOException {
    try (WholeFile target = new WholeFile(path(to))) {
      try (OutputStream out = target.stream()) {
        Files.copy(path(from), out);
      }
      target.publish(overwrite);
    }
  }

  private static FileNotFoundException missing(String plain, IOException cause) {
    FileNotFoundException missing = new FileNotFoundException(plain);
    missing.initCause(cause);
    return missing;
  }
}
