package dev.perigon.lakehouse;

import io.delta.kernel.defaults.engine.fileio.FileIO;
import io.delta.kernel.defaults.engine.fileio.InputFile;
import io.delta.kernel.defaults.engine.fileio.OutputFile;
import io.delta.kernel.utils.CloseableIterator;
import io.delta.kernel.utils.FileStatus;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Kernel's view of files: the local disk through {@link LocalFileIO}, everything else through
 * Hadoop and the log store of its scheme.
 */
final class SchemeFileIO implements FileIO {
  private final FileIO local = new LocalFileIO();
  private final Supplier<FileIO> remoteOpener;
  private final LakehouseOptions options;
  private FileIO remote;

  SchemeFileIO(Supplier<FileIO> remoteOpener, LakehouseOptions options) {
    this.remoteOpener = remoteOpener;
    this.options = options;
  }

  private FileIO of(String path) {
    return Locations.isLocal(Locations.fromPlain(path)) ? local : remote();
  }

  private synchronized FileIO remote() {
    if (remote == null) {
      remote = remoteOpener.get();
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
