package dev.perigon.engine.spark;

import dev.perigon.engine.files.Compression;
import dev.perigon.engine.files.FileNames;
import dev.perigon.engine.files.SourceOpener;
import dev.perigon.lakehouse.FileStore.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.util.SerializableConfiguration;

/** Opens source files wherever Hadoop finds them, on the driver and on executors. */
final class HadoopSources implements SourceOpener, Serializable {
  private static final long serialVersionUID = 1;

  private final SerializableConfiguration hadoop;

  HadoopSources(Configuration hadoop) {
    this.hadoop = new SerializableConfiguration(hadoop);
  }

  @Override
  public InputStream open(StoredFile file) throws IOException {
    var path = new Path(file.location());
    Optional<Compression> compression = Compression.of(file.location());
    InputStream bytes = path.getFileSystem(hadoop.value()).open(path);
    return compression.isPresent() ? compression.get().unpack(bytes) : unpack(bytes, path, file);
  }

  @Override
  public InputStream open(StoredFile file, long offset) throws IOException {
    var path = new Path(file.location());
    FSDataInputStream bytes = path.getFileSystem(hadoop.value()).open(path);
    try {
      bytes.seek(offset);
      return bytes;
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private InputStream unpack(InputStream bytes, Path path, StoredFile file) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(hadoop.value()).getCodec(path);
    if (codec == null) {
      bytes.close();
      throw SparkErrors.unknownCompression(FileNames.display(file.location()));
    }
    return codec.createInputStream(bytes);
  }
}
