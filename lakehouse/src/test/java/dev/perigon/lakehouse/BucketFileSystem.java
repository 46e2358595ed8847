package dev.perigon.lakehouse;

import java.io.FileNotFoundException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
 * Stands for an object store: {@code bucket://name/a/b} is kept in {@code <fs.bucket.folder>/a/b},
 * and counts what is opened. Nothing local is told of that folder. An object is there when its
 * stream is closed, whole, or never. While there is a file {@code <fs.bucket.folder>.room}, it says
 * how many more bytes the store takes.
 *
 * <p>Other rooms' tests have this class on their class path when they run, as a user has the jar of
 * a file system.
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
    folder = configuration.get("fs.bucket.folder");
    disk.initialize(URI.create("file:///"), configuration);
    Files.createDirectories(Paths.get(folder));
  }

  private Path onDisk(Path path) {
    return new Path(folder + path.toUri().getPath());
  }

  private FileStatus named(FileStatus status) {
    String below = status.getPath().toUri().getPath().substring(folder.length());
    String path = below.isEmpty() ? "/" : below;
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
    java.nio.file.Path object = Paths.get(folder + path.toUri().getPath());
    if (!overwrite && Files.exists(object)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    Files.createDirectories(object.getParent());
    java.nio.file.Path parts = Files.createDirectories(Paths.get(folder + ".uploads"));
    Upload upload = new Upload(object, parts.resolve(UUID.randomUUID().toString()));
    return new FSDataOutputStream(upload, null);
  }

  /** Becomes an object when it is closed, unless the room did not suffice. */
  private final class Upload extends FilterOutputStream {
    private final java.nio.file.Path object;
    private final java.nio.file.Path part;
    private boolean ended;

    Upload(java.nio.file.Path object, java.nio.file.Path part) throws IOException {
      super(Files.newOutputStream(part));
      this.object = object;
      this.part = part;
    }

    @Override
    public void write(int octet) throws IOException {
      write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] octets, int offset, int length) throws IOException {
      try {
        takeRoom(length);
      } catch (IOException e) {
        ended = true;
        throw e;
      }
      out.write(octets, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.close();
      if (!ended) {
        ended = true;
        Files.move(part, object, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private void takeRoom(int wanted) throws IOException {
    synchronized (BucketFileSystem.class) {
      java.nio.file.Path file = Paths.get(folder + ".room");
      if (Files.exists(file)) {
        long left = Long.parseLong(Files.readString(file)) - wanted;
        if (left < 0) {
          throw new IOException("No space left on device");
        }
        Files.writeString(file, Long.toString(left));
      }
    }
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
