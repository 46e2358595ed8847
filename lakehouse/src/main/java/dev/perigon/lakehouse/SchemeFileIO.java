package dev.perigon.lakehouse;

import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.defaults.engine.hadoopio.HadoopFileIO;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/**
 * Kernel's view of files: the local disk through {@link LocalFileIO}, everything else through
 * Hadoop and the log store of its scheme.
 */
final class SchemeFileIO implements FileIO {
  private final FileIO local = new LocalFileIO();
  private final HadoopFiles hadoop;
  private final LakehouseOptions options;
  private FileIO remote;

  SchemeFileIO(HadoopFiles hadoop, LakehouseOptions options) {
    this.hadoop = hadoop;
    this.options = options;
  }

  private FileIO of(String path) {
    URI location = Locations.fromPlain(path);
    return Locations.isLocal(location) ? local : remote(location);
  }

  /** Says in our words when there is no file system for {@code location}; Kernel would not. */
  private synchronized FileIO remote(URI location) {
    try {
      hadoop.of(location);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (remote == null) {
      remote = new HadoopFileIO(hadoop.configuration());
    }
    return remote;
  }

  @Override
  public CloseableIterator<FileStatus> listFrom(String path) throws IOException {
    return of(path).listFrom(path);
  }

  @Override
  public FileStatus getFileStatus(String path) throws IOException {
    return of(path).getFileStatus(path);
  }

  @Override
  public String resolvePath(String path) throws IOException {
    return of(path).resolvePath(path);
  }

  @Override
  public boolean mkdirs(String path) throws IOException {
    return of(path).mkdirs(path);
  }

  @Override
  public InputFile newInputFile(String path, long fileSize) {
    return of(path).newInputFile(path, fileSize);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    return of(path).newOutputFile(path);
  }

  @Override
  public boolean delete(String path) throws IOException {
    return of(path).delete(path);
  }

  @Override
  public Optional<String> getConf(String key) {
    return Optional.ofNullable(options.hadoopSettings().get(key));
  }

  @Override
  public void copyFileAtomically(String from, String to, boolean overwrite) throws IOException {
    of(to).copyFileAtomically(from, to, overwrite);
  }
}
