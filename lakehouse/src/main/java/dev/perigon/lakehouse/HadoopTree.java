package dev.perigon.lakehouse;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;

/** A file system that Hadoop knows. */
final class HadoopTree implements FileTree {
  private final HadoopFiles hadoop;

  HadoopTree(HadoopFiles hadoop) {
    this.hadoop = hadoop;
  }

  @Override
  public Optional<Entry> find(URI location) throws IOException {
    try {
      return Optional.of(entry(hadoop.of(location).getFileStatus(HadoopFiles.path(location))));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  private static Entry entry(FileStatus status) {
    return new Entry(
        Locations.fromPlain(status.getPath().toString()),
        status.isDirectory() ? Kind.FOLDER : Kind.FILE,
        false,
        status.getLen(),
        status.getModificationTime());
  }

  @Override
  public List<Entry> children(URI folder) throws IOException {
    try {
      return Stream.of(hadoop.of(folder).listStatus(HadoopFiles.path(folder)))
          .map(HadoopTree::entry)
          .toList();
    } catch (FileNotFoundException e) {
      return List.of();
    }
  }

  @Override
  public InputStream read(URI file) throws IOException {
    return hadoop.of(file).open(HadoopFiles.path(file));
  }

  @Override
  public OutputStream write(URI file) throws IOException {
    return hadoop.of(file).create(HadoopFiles.path(file), true);
  }

  @Override
  public void move(Path from, URI to) throws IOException {
    FileSystem files = hadoop.of(to);
    files.copyFromLocalFile(
        true, true, new org.apache.hadoop.fs.Path(from.toUri()), HadoopFiles.path(to));
  }

  @Override
  public void delete(URI location) throws IOException {
    hadoop.of(location).delete(HadoopFiles.path(location), true);
  }
}
