package dev.perigon.lakehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/**
 * Stands for an object store: {@code bucket://name/a/b} is kept in {@code <bucket.folder>/a/b}, and
 * counts what is opened. Nothing local is told of that folder.
 */
public final class BucketFileSystem extends FileSystem {
  static final AtomicInteger OPENED = new AtomicInteger();

  private final RawLocalFileSystem disk = new RawLocalFileSystem();
  private URI uri;
  private String folder;

  @Override
  public void initialize(URI name, Configuration configuration) throws IOException {
    super.initialize(name, configuration);
    uri = URI.create(name.getScheme() + "://" + name.getAuthority());
    folder = configuration.get("bucket.folder");
    disk.initialize(URI.create("file:///"), configuration);
    Files.createDirectories(Paths.get(folder));
  }

  private Path onDisk(Path path) {
    return new Path(folder + path.toUri().getPath());
  }

  private FileStatus named(FileStatus status) {
    String path = status.getPath().toUri().getPath().substring(folder.length());
    return new FileStatus(
        status.getLen(),
        status.isDirectory(),
        1,
        1 << 20,
        status.getModificationTime(),
        new Path(uri.getScheme(), uri.getAuthority(), path));
  }

  @Override
  public URI getUri() {
    return uri;
  }

  @Override
  public FSDataInputStream open(Path path, int bufferSize) throws IOException {
    OPENED.incrementAndGet();
    return disk.open(onDisk(path), bufferSize);
  }

  @Override
  public FSDataOutputStream create(
      Path path,
      FsPermission permission,
      boolean overwrite,
      int bufferSize,
      short replication,
      long blockSize,
      Progressable progress)
      throws IOException {
    return disk.create(
        onDisk(path), permission, overwrite, bufferSize, replication, blockSize, progress);
  }

  @Override
  public FSDataOutputStream append(Path path, int bufferSize, Progressable progress) {
    throw new UnsupportedOperationException("objects are not appended to");
  }

  @Override
  public boolean rename(Path from, Path to) throws IOException {
    return disk.rename(onDisk(from), onDisk(to));
  }

  @Override
  public boolean delete(Path path, boolean recursive) throws IOException {
    return disk.delete(onDisk(path), recursive);
  }

  @Override
  public FileStatus[] listStatus(Path path) throws FileNotFoundException, IOException {
    List<FileStatus> found = new ArrayList<>();
    for (FileStatus status : disk.listStatus(onDisk(path))) {
      found.add(named(status));
    }
    return found.toArray(FileStatus[]::new);
  }

  @Override
  public BlockLocation[] getFileBlockLocations(FileStatus file, long start, long length) {
    return new BlockLocation[0];
  }

  @Override
  public void setWorkingDirectory(Path path) {}

  @Override
  public Path getWorkingDirectory() {
    return new Path(uri.getScheme(), uri.getAuthority(), "/");
  }

  @Override
  public boolean mkdirs(Path path, FsPermission permission) throws IOException {
    return disk.mkdirs(onDisk(path), permission);
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    return named(disk.getFileStatus(onDisk(path)));
  }
}
